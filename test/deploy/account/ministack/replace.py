"""Replaces functions of installed modules."""

from functools import wraps


def wrap(module, name):
    """Decorates a function that gets the module's function of that name first, and then stands in its place."""
    original = getattr(module, name)

    def put(replacement):
        @wraps(original)
        def call(*args, **kwargs):
            return replacement(original, *args, **kwargs)

        setattr(module, name, call)
        return replacement

    return put
