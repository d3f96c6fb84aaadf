"""Lambda: durable functions as CloudFormation declares them, and executions that are started by name without waiting."""

import asyncio
import contextvars

from ministack.services import lambda_durable, lambda_svc
from ministack.services.cloudformation import provisioners
from replace import wrap, wrap_entry

_execution_name = contextvars.ContextVar("execution_name", default=None)
_running = set()


def mend():
    _read_durable_config()
    _name_executions()
    _follow_executions()


def _read_durable_config():
    @wrap_entry(provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"], "create")
    def create(original, logical_id, props, stack_name):
        name, attributes = original(logical_id, props, stack_name)
        config = props.get("DurableConfig")
        if config:
            lambda_svc._functions[name]["config"]["DurableConfig"] = {**config, "Enabled": True}
        return name, attributes


def _name_executions():
    @wrap(lambda_durable, "create_execution_for_invoke")
    def create(original, *args, **kwargs):
        return original(*args, **{**kwargs, "name": _execution_name.get()})


def _follow_executions():
    """What an asynchronous invocation of a durable function returns is read as that of a synchronous one."""

    @wrap(lambda_svc, "_invoke")
    async def invoke(original, name, event, headers, *args, **kwargs):
        config = lambda_svc._functions.get(name, {}).get("config", {})
        is_durable = config.get("DurableConfig", {}).get("Enabled")
        if not is_durable or headers.get("x-amz-invocation-type") != "Event":
            return await original(name, event, headers, *args, **kwargs)
        _execution_name.set(headers.get("x-amz-durable-execution-name"))
        synchronous = {**headers, "x-amz-invocation-type": "RequestResponse"}
        task = asyncio.create_task(original(name, event, synchronous, *args, **kwargs))
        _running.add(task)
        task.add_done_callback(_running.discard)
        return 202, {}, b""
