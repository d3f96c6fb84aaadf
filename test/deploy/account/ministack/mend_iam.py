"""IAM: the resource of GetParametersByPath, and the transport of requests."""

import json

from ministack import app
from ministack.core import iam_actions
from replace import wrap


def mend():
    _name_the_path_of_parameters()
    _take_loopback_for_tls()


def _name_the_path_of_parameters():
    """AWS authorizes the path as if it were a parameter; ministack asks for `*`."""

    @wrap(iam_actions, "extract_resource_arn")
    def extract(original, service, method, path, headers, body, query_params, region, account_id):
        if service == "ssm" and iam_actions._action_from_target(headers) == "GetParametersByPath":
            return f"arn:aws:ssm:{region}:{account_id}:parameter/{json.loads(body)['Path'].strip('/')}"
        return original(service, method, path, headers, body, query_params, region, account_id)


def _take_loopback_for_tls():
    """The policy of the CDK's bucket denies what is sent without TLS."""

    @wrap(app, "pin_request_origin")
    def pin(original, address, _is_secure):
        original(address, True)
