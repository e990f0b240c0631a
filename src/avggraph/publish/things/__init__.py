"""Things other than records: what their pages show, and in which records they occur."""
