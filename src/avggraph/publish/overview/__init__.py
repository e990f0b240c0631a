"""The pictures of the register as a whole: the matrix of ministries, and the map of the network."""
