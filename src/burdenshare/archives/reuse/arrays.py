"""Kinds of arrays, and what compiles a loop over them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

I32: TypeAlias = NDArray[np.int32]
I64: TypeAlias = NDArray[np.int64]
U8: TypeAlias = NDArray[np.uint8]
U16: TypeAlias = NDArray[np.uint16]
U32: TypeAlias = NDArray[np.uint32]
U64: TypeAlias = NDArray[np.uint64]
F64: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

Function = TypeVar("Function", bound=Callable[..., object])

compiled = cast("Callable[[Function], Function]", njit(nogil=True, cache=True))
"""Compile a function when it is first called; it runs without the interpreter's lock."""
