"""The demonstration: real history beside one clearly labelled invented round."""
