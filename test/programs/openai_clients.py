"""Calls the router by one client of OpenAI's wire, as docs/clients.md says: python openai_clients.py CLIENT URL."""

import os
import sys

client, url = sys.argv[1:]
BASE_URL = f"{url}/openai/v1"
KEY = os.environ["ROUTER_KEY"]
PROMPT = "Invoice 4711, total 12.50 EUR"
MESSAGES = [{"role": "user", "content": PROMPT}]
CALL_TOOL = "Call look_up for page 1."
SCHEMA = {
    "title": "invoice",
    "description": "An invoice.",
    "type": "object",
    "properties": {"total": {"type": "number"}},
    "required": ["total"],
    "additionalProperties": False,
}


def openai_chat():
    from openai import OpenAI

    chat = OpenAI(base_url=BASE_URL, api_key=KEY).chat.completions
    print(chat.create(model="extraction", messages=MESSAGES).choices[0].message.content)
    stream = chat.create(
        model="extraction", messages=MESSAGES, stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    print("".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices))
    print(chunks[-1].usage.completion_tokens, chunks[-1].service_tier)


def openai_responses():
    from openai import OpenAI

    responses = OpenAI(base_url=BASE_URL, api_key=KEY).responses
    print(responses.create(model="review", input=PROMPT).output_text)
    with responses.stream(model="review", input=PROMPT) as stream:
        for _ in stream:
            pass
        response = stream.get_final_response()
    print(response.output_text)
    print(response.usage.output_tokens, response.service_tier)


def openai_structured():
    from openai import OpenAI
    from pydantic import BaseModel

    class Invoice(BaseModel):
        total: float
        lines: list[str]

    openai = OpenAI(base_url=BASE_URL, api_key=KEY)
    completion = openai.chat.completions.parse(
        model="extraction", messages=MESSAGES, response_format=Invoice
    )
    print(completion.choices[0].message.parsed)
    print(openai.responses.parse(model="review", input=PROMPT, text_format=Invoice).output_parsed)


def openai_errors():
    import openai

    client = openai.OpenAI(base_url=BASE_URL, api_key=KEY)
    for model in ["extraction:turbo", "turbo-9", "extraction"]:
        try:
            client.chat.completions.create(model=model, messages=MESSAGES)
        except openai.APIStatusError as error:
            print(type(error).__name__, error.status_code, error.code)
    print("extraction" in [model.id for model in client.models.list()])


def openai_for_one_operation():
    from openai import OpenAI

    chat = OpenAI(base_url=f"{url}/v1/extraction/openai/v1", api_key=KEY).chat.completions
    print(chat.create(model="extraction", messages=MESSAGES).choices[0].message.content)


def langchain():
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="extraction", base_url=BASE_URL, api_key=KEY, stream_usage=True)
    print(model.invoke(PROMPT).text)
    print("".join(chunk.text for chunk in model.stream(PROMPT)))


def langchain_without_usage():
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="extraction", base_url=BASE_URL, api_key=KEY)
    print("".join(chunk.text for chunk in model.stream(PROMPT)))


def langchain_responses():
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="review", base_url=BASE_URL, api_key=KEY, use_responses_api=True)
    print(model.invoke(PROMPT).text)
    print("".join(chunk.text for chunk in model.stream(PROMPT)))


def langchain_structured():
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="extraction", base_url=BASE_URL, api_key=KEY)
    print(model.with_structured_output(SCHEMA).invoke(PROMPT))
    tool = {"name": "look_up", "description": "Looks up a page.", "parameters": SCHEMA}
    print(model.bind_tools([tool], tool_choice="look_up").invoke(PROMPT).tool_calls[0]["args"])


def litellm_chat():
    import litellm

    options = {"model": "openai/extraction", "messages": MESSAGES, "api_base": BASE_URL, "api_key": KEY}
    print(litellm.completion(**options).choices[0].message.content)
    chunks = litellm.completion(**options, stream=True, stream_options={"include_usage": True})
    print("".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices))


def litellm_responses():
    import litellm

    options = {"model": "openai/review", "input": PROMPT, "api_base": BASE_URL, "api_key": KEY}
    print(litellm.responses(**options).output[0].content[0].text)


def litellm_tools():
    import litellm

    tools = [{"type": "function", "function": {"name": "look_up", "parameters": SCHEMA}}]
    reply = litellm.completion(
        model="openai/extraction",
        messages=MESSAGES,
        tools=tools,
        tool_choice="required",
        api_base=BASE_URL,
        api_key=KEY,
    )
    print(reply.choices[0].message.tool_calls[0].function.arguments)


def agents():
    from agents import OpenAIResponsesModel
    from openai import AsyncOpenAI

    run_agent(OpenAIResponsesModel("review", AsyncOpenAI(base_url=BASE_URL, api_key=KEY)))


def agents_chat():
    from agents import OpenAIChatCompletionsModel
    from openai import AsyncOpenAI

    run_agent(OpenAIChatCompletionsModel("extraction", AsyncOpenAI(base_url=BASE_URL, api_key=KEY)))


def run_agent(model):
    from agents import Agent, Runner, function_tool, set_tracing_disabled

    set_tracing_disabled(True)

    @function_tool
    def look_up(page: int) -> str:
        print("looked up page", page)
        return "12.50 EUR"

    agent = Agent(name="Clerk", instructions="Be terse.", tools=[look_up], model=model)
    print(Runner.run_sync(agent, CALL_TOOL).final_output)


globals()[client]()
