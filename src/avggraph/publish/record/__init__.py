"""The page of a record: what the graph states of it, and the words of the document that each statement rests on."""
