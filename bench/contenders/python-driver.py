"""Calls Bedrock by a Python library, and answers questions as driver-process.ts does: one JSON value a line."""

import asyncio
import json
import resource
import sys
import time

LIBRARY, UPSTREAM, CONFIG = sys.argv[1:4]
MODEL = "us.amazon.nova-2-lite-v1:0"


def compose_litellm():
    import litellm

    async def call(body):
        reply = await litellm.acompletion(
            model=f"bedrock/converse/{MODEL}",
            messages=body["messages"],
            max_tokens=body["max_tokens"],
            temperature=body["temperature"],
            stream=body["stream"],
            aws_bedrock_runtime_endpoint=UPSTREAM,
            aws_region_name="us-east-1",
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )
        return await read(reply, body["stream"])

    return call


def compose_tensorzero():
    from tensorzero import AsyncTensorZeroGateway

    started = []

    async def call(body):
        if not started:
            started.append(await AsyncTensorZeroGateway.build_embedded(config_file=CONFIG))
        reply = await started[0].inference(
            model_name="nova",
            input={"messages": body["messages"]},
            params={"chat_completion": {"max_tokens": body["max_tokens"], "temperature": 0}},
            stream=body["stream"],
        )
        return await read(reply, body["stream"])

    return call


async def read(reply, is_stream):
    """The time of the first chunk."""
    first = None
    if is_stream:
        async for _ in reply:
            first = first or time.perf_counter()
    return first or time.perf_counter()


async def run_window(call, body, concurrency, millis):
    latencies, firsts = [], []
    started = time.perf_counter()
    ends = started + millis / 1000

    async def repeat():
        while True:
            since = time.perf_counter()
            first = await call(body)
            latencies.append((time.perf_counter() - since) * 1000)
            firsts.append((first - since) * 1000)
            if time.perf_counter() >= ends:
                return

    await asyncio.gather(*(repeat() for _ in range(concurrency)))
    return {
        "calls": len(latencies),
        "elapsedMillis": (time.perf_counter() - started) * 1000,
        "p50": sorted(latencies)[len(latencies) // 2],
        "firstByteP50": sorted(firsts)[len(firsts) // 2],
        "latencyMicros": [round(each * 1000) for each in latencies],
    }


def read_usage():
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = used.ru_maxrss * 1024
    return {
        "cpuMicros": (used.ru_utime + used.ru_stime) * 1e6,
        "rssBytes": peak,
        "peakRssBytes": peak,
    }


async def main():
    call = compose_litellm() if LIBRARY == "litellm" else compose_tensorzero()
    body = None
    loop = asyncio.get_running_loop()
    say({})
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        question = json.loads(line)
        try:
            if question["kind"] == "usage":
                say(read_usage())
            elif question["kind"] == "plan":
                body = json.loads(question["plan"]["body"])
                await call(body)
                say({})
            else:
                say(await run_window(call, body, question["concurrency"], question["millis"]))
        except Exception as error:
            say({"error": repr(error)[:500]})


def say(answer):
    print(json.dumps(answer), flush=True)


asyncio.run(main())
