//! Written by another pair of hands at this moment.
