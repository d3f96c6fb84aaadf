"""Lambda: functions that stream run in AWS's runtime client for Node.js, and what they stream is passed on at once."""

import asyncio
import http.client
import io
import json
import os
import queue
import zipfile

from ministack.core import lambda_runtime
from ministack.core.responses import StreamingResponse
from mend_api_gateway import streamed_functions
from replace import wrap

# What Lambda sets beside the variables that ministack sets. The client's native part, which is not installed, is not
# needed for the alternative way to ask for invocations.
BOOTSTRAP = f"""#!/bin/sh
export AWS_EXECUTION_ENV=AWS_Lambda_nodejs24.x
export AWS_LAMBDA_INITIALIZATION_TYPE=on-demand
export AWS_LAMBDA_LOG_GROUP_NAME="/aws/lambda/$AWS_LAMBDA_FUNCTION_NAME"
export AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1=true
exec node '{os.environ["RUNTIME_CLIENT"]}'
"""
METADATA_END = bytes(8)
# Lambda reports an error in the middle of a stream in this trailer.
ERROR_TYPE = "Lambda-Runtime-Function-Error-Type"


def mend():
    @wrap(lambda_runtime, "_worker_class_for")
    def choose(original, config):
        streams = config.get("FunctionArn") in streamed_functions
        return StreamingEnvironment if streams else original(config)


def _add_bootstrap(code_zip):
    file = io.BytesIO(code_zip)
    with zipfile.ZipFile(file, "a") as zipped:
        zipped.writestr("bootstrap", BOOTSTRAP)
    return file.getvalue()


class StreamingEnvironment(lambda_runtime.ProvidedWorker):
    """An execution environment whose process speaks to the Runtime API itself. It is busy until its stream ends."""

    def __init__(self, name, config, code_zip):
        self._is_leased = False
        self._is_streaming = False
        super().__init__(name, config, _add_bootstrap(code_zip))

    @property
    def in_use(self):
        return self._is_leased or self._is_streaming

    @in_use.setter
    def in_use(self, is_leased):
        self._is_leased = is_leased

    def invoke(self, event, request_id, *, trace_id=None, invoked_function_arn=None, **_):
        return super().invoke(event, request_id, trace_id=trace_id, invoked_function_arn=invoked_function_arn)

    def _build_handler_class(self, generation, pending):
        worker = self

        class RuntimeApi(super()._build_handler_class(generation, pending)):
            def do_POST(self):
                if self.headers.get("Lambda-Runtime-Function-Response-Mode") != "streaming":
                    super().do_POST()
                else:
                    self._pass_on(self.path.split("/")[-2])

            def _pass_on(self, request_id):
                chunks = self._read_chunks()
                metadata, first = _read_metadata(chunks)
                body = Body()
                worker._is_streaming = True
                answer = {**metadata, "body": StreamingResponse(body.send)}
                worker._record_result(generation, request_id, "response", answer)
                body.put(first)
                try:
                    for chunk in chunks:
                        body.put(chunk)
                    body.end(is_complete=ERROR_TYPE not in self._read_trailers())
                except (OSError, ValueError):
                    body.end(is_complete=False)
                worker._is_streaming = False
                self._respond(202)

            def _read_chunks(self):
                while size := int(self.rfile.readline(), 16):
                    yield self.rfile.read(size)
                    self.rfile.readline()

            def _read_trailers(self):
                return http.client.parse_headers(self.rfile)

        return RuntimeApi


def _read_metadata(chunks):
    read = b""
    while METADATA_END not in read:
        read += next(chunks)
    metadata, _, payload = read.partition(METADATA_END)
    return json.loads(metadata), payload


class Body:
    """Carries chunks from the thread of the Runtime API to the server's event loop."""

    def __init__(self):
        self._chunks = queue.SimpleQueue()

    def put(self, chunk):
        self._chunks.put(chunk)

    def end(self, is_complete):
        self._chunks.put(is_complete)

    async def send(self, send, _receive):
        while not isinstance(chunk := await asyncio.to_thread(self._chunks.get), bool):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if chunk:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
