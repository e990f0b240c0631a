"""Where everything stands: text in boxes, boxes in lanes, frames around them, lines between them."""
