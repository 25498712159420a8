"""How a test asks a process of its own what memory it held."""

PEAK = 'int(next(x for x in open("/proc/self/status") if x.startswith("VmHWM")).split()[1])'
"""An expression: KiB held at most since the start; `ru_maxrss` would begin with the parent's."""
