"""Replaces functions of installed modules."""

from functools import wraps


def wrap(module, name):
    """Decorates a function that gets the module's function of that name first, and then stands in its place."""

    def put(replacement):
        setattr(module, name, _put_before(getattr(module, name), replacement))
        return replacement

    return put


def wrap_entry(table, key):
    """The same for a function in a dictionary."""

    def put(replacement):
        table[key] = _put_before(table[key], replacement)
        return replacement

    return put


def _put_before(original, replacement):
    @wraps(original)
    def call(*args, **kwargs):
        return replacement(original, *args, **kwargs)

    return call
