"""CloudFormation: metric math, the source of API keys, resources that an update leaves alone, and names in use."""

from ministack.services import apigateway_v1, ssm
from ministack.services.cloudformation import provisioners, stacks
from replace import wrap, wrap_entry


def mend():
    _create_alarms_with_metric_math()
    _keep_key_sources()
    _leave_unchanged_resources()
    _name_parameters_in_errors()


def _create_alarms_with_metric_math():
    @wrap(provisioners, "_cw_metric_alarm_record")
    def record(original, name, props):
        metrics = props.get("Metrics")
        if not metrics:
            return original(name, props)
        others = {key: value for key, value in props.items() if key != "Metrics"}
        alarm = original(name, {**others, "MetricName": "-", "Namespace": "-"})
        for key in ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period"):
            alarm.pop(key, None)
        return {**alarm, "Metrics": metrics}


def _keep_key_sources():
    @wrap_entry(provisioners._RESOURCE_HANDLERS["AWS::ApiGateway::RestApi"], "create")
    def create(original, logical_id, props, stack_name):
        api_id, attributes = original(logical_id, props, stack_name)
        apigateway_v1._rest_apis[api_id]["apiKeySource"] = props.get("ApiKeySourceType", "HEADER")
        return api_id, attributes


def _leave_unchanged_resources():
    """An update calls a resource's handler only if its properties differ between the two templates."""

    @wrap(stacks, "_update_keeping_seed")
    def update(original, kind, physical_id, old, new, stack_name, logical_id, attributes):
        if old == new:
            return (physical_id, attributes), provisioners._NAME_SEED.get()
        return original(kind, physical_id, old, new, stack_name, logical_id, attributes)


def _name_parameters_in_errors():
    """In the words of CloudFormation, which never creates a parameter that exists, and never updates one that is gone."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::SSM::Parameter"]

    @wrap_entry(handlers, "update")
    def update(original, physical_id, *args, **kwargs):
        if physical_id not in ssm._parameters:
            raise ValueError(f"Resource of type 'AWS::SSM::Parameter' with identifier '{physical_id}' was not found.")
        return original(physical_id, *args, **kwargs)

    @wrap_entry(handlers, "create")
    def create(original, logical_id, props, stack_name):
        name = props.get("Name")
        if name in ssm._parameters:
            raise ValueError(f"Resource of type 'AWS::SSM::Parameter' with identifier '{name}' already exists.")
        return original(logical_id, props, stack_name)
