"""The invented programme of the demonstration, lived through by the real actions at past moments.

Everybody and everything in it is invented and marked so. Each story is a generator that yields the moment at which it
goes on; `play` lets them all take their turns in the order of time, with the jobs of the days between.
"""
