"""API Gateway: streaming integrations, keys that an authorizer names, and paths as the client encoded them."""

import json
from contextvars import ContextVar

from ministack import app
from ministack.services import apigateway_v1
from replace import wrap

STREAMING = "/response-streaming-invocations"
# The name under which an authorizer's answer keeps the key in its context, which is what ministack caches.
KEPT_KEY = "usageIdentifierKey"

streamed_functions = set()
# Of the request that is being served.
_usage_key = ContextVar("usage_key", default=None)
_key_record = ContextVar("key_record", default=None)


def mend():
    _invoke_streaming_integrations()
    _take_keys_from_authorizers()
    _name_keys_in_events()
    _keep_encoded_paths()


def _invoke_streaming_integrations():
    """@see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html"""

    @wrap(apigateway_v1, "_extract_lambda_ref_from_integration_uri")
    def extract(original, uri):
        reference = original(uri.replace(STREAMING, "/invocations"))
        if uri.endswith(STREAMING):
            streamed_functions.add(reference)
        return reference


def _take_keys_from_authorizers():
    """@see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html"""

    @wrap(apigateway_v1, "_invoke_authorizer_lambda")
    async def invoke(original, *args):
        result = await original(*args)
        answer = (result or {}).get("body")
        if isinstance(answer, str):
            answer = json.loads(answer)
        if isinstance(answer, dict) and KEPT_KEY in answer:
            context = {**(answer.get("context") or {}), KEPT_KEY: answer[KEPT_KEY]}
            result = {**result, "body": {**answer, "context": context}}
        return result

    @wrap(apigateway_v1, "_authorize_request_v1")
    async def authorize(original, api_id, *args):
        error, context = await original(api_id, *args)
        _usage_key.set(None)
        if apigateway_v1._rest_apis[api_id].get("apiKeySource") == "AUTHORIZER":
            _usage_key.set((context or {}).get(KEPT_KEY, ""))
        if context and KEPT_KEY in context:
            context = {name: value for name, value in context.items() if name != KEPT_KEY}
        return error, context

    @wrap(apigateway_v1, "_api_key_from_request")
    def read_key(original, headers):
        key = _usage_key.get()
        return original(headers) if key is None else key


def _name_keys_in_events():
    """@see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html"""

    @wrap(apigateway_v1, "_check_api_key")
    def check(original, *args):
        error, key = original(*args)
        _key_record.set(key)
        return error, key

    @wrap(apigateway_v1, "_build_lambda_event_v1")
    def build(original, *args, **kwargs):
        event = original(*args, **kwargs)
        key = _key_record.get()
        if key is not None:
            event["requestContext"]["identity"].update(apiKey=key["value"], apiKeyId=key["id"])
        return event


def _keep_encoded_paths():
    """REST API events carry `path` and `pathParameters` percent-encoded."""

    @wrap(app, "_handle_execute_api_request")
    async def answer(original, host, path, *args, raw_path=None, **kwargs):
        return await original(host, raw_path or path, *args, raw_path=raw_path, **kwargs)
