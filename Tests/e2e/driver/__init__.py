"""Drives a built node from outside, as its users do: processes, HTTP, sockets, and the files that it leaves behind."""
