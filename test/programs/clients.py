"""Calls the router by one client, as docs/clients.md says: python clients.py CLIENT URL."""

import sys

client, url = sys.argv[1:]
PROMPT = "Invoice 4711, total 12.50 EUR"
MESSAGES = [{"role": "user", "content": [{"text": PROMPT}]}]


def boto3_client():
    import boto3

    bedrock = boto3.client("bedrock-runtime", endpoint_url=url)
    reply = bedrock.converse(modelId="extraction", messages=MESSAGES)
    print(reply["output"]["message"]["content"][0]["text"])
    stream = bedrock.converse_stream(modelId="extraction", messages=MESSAGES)["stream"]
    print("".join(event.get("contentBlockDelta", {}).get("delta", {}).get("text", "") for event in stream))


def langchain():
    from langchain_aws import ChatBedrockConverse

    model = ChatBedrockConverse(
        model="extraction", base_model="amazon.nova-2-lite-v1:0", provider="amazon", endpoint_url=url
    )
    print(model.invoke(PROMPT).text)
    print("".join(chunk.text for chunk in model.stream(PROMPT)))


def langchain_by_name():
    from langchain_aws import ChatBedrockConverse

    model = ChatBedrockConverse(model="extraction", endpoint_url=url)
    print("".join(chunk.text for chunk in model.stream(PROMPT)))


def langchain_structured(**family):
    from langchain_aws import ChatBedrockConverse

    schema = {"title": "invoice", "type": "object", "properties": {"total": {"type": "number"}}}
    model = ChatBedrockConverse(model="extraction", endpoint_url=url, **family)
    model.with_structured_output(schema).invoke(PROMPT)


def langchain_structured_with_family():
    langchain_structured(provider="amazon", base_model="amazon.nova-2-lite-v1:0")


def llama_index():
    from llama_index.llms.bedrock_converse import BedrockConverse

    llm = BedrockConverse(
        model="amazon.nova-2-lite-v1:0", application_inference_profile_arn="extraction", endpoint_url=url
    )
    print(llm.complete(PROMPT).text)
    print("".join(chunk.delta or "" for chunk in llm.stream_complete(PROMPT)))


def llama_index_by_name():
    from llama_index.llms.bedrock_converse import BedrockConverse

    try:
        BedrockConverse(model="extraction", endpoint_url=url).complete(PROMPT)
    except ValueError as error:
        print(str(error)[:25])


def litellm_client():
    litellm_by("bedrock/converse/extraction")


def litellm_by_model():
    litellm_by("bedrock/converse/us.amazon.nova-2-lite-v1:0:flex")


def litellm_tools():
    import litellm

    tools = [{"type": "function", "function": {"name": "look_up", "parameters": {"type": "object"}}}]
    messages = [{"role": "user", "content": PROMPT}]
    options = {"messages": messages, "tools": tools, "aws_bedrock_runtime_endpoint": url}
    try:
        litellm.completion(model="bedrock/converse/extraction", **options)
    except litellm.UnsupportedParamsError as error:
        print(type(error).__name__)
    litellm.completion(
        model="bedrock/converse/extraction", allowed_openai_params=["tools"], **options
    )


def litellm_by(model):
    import litellm

    messages = [{"role": "user", "content": PROMPT}]
    options = {"model": model, "messages": messages, "aws_bedrock_runtime_endpoint": url}
    print(litellm.completion(**options).choices[0].message.content)
    chunks = litellm.completion(**options, stream=True)
    print("".join(chunk.choices[0].delta.content or "" for chunk in chunks))


globals()[client]()
