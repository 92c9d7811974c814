"""Documents made from one record of a paper: PDF/UA, Word and back, HTML, Akoma Ntoso, and the folder to hand over.

All of them print the same elements in the same order (`layout`). None reads a database, a clock or the network.
"""
