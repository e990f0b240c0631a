"""Field values with their right answers, by authors who had not seen the readers, and how the readers score on them."""
