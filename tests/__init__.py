"""Tests; they mirror src/bridgework."""
