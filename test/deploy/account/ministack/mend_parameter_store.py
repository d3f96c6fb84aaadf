"""Parameter Store: values that do not match the pattern that is sent with them."""

import re

from ministack.core.responses import error_response_json
from ministack.services import ssm
from replace import wrap


def mend():
    @wrap(ssm, "_put_parameter")
    def put(original, data):
        pattern = data.get("AllowedPattern")
        if pattern and not re.search(pattern, data.get("Value", "")):
            message = f"Parameter value, cannot be validated against allowedPattern: {pattern}"
            return error_response_json("ParameterPatternMismatchException", message, 400)
        return original(data)
