import { describe, expect, it } from 'vitest';
import { EVENTS, linkPage, WORKING_BUCKET } from './accelerator-events';
import { runHook } from './run-hook';

const CLAUDE = 'us.anthropic.claude-3-7-sonnet-20250219-v1:0';
const NOVA_PRO = 'us.amazon.nova-pro-v1:0';
const UNLISTED =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';

const PNG = Buffer.from('89504e470d0a1a0a00000001', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const PDF = Buffer.from('%PDF-1.7 …');

const hook = runHook({
  classification: CLAUDE,
  extraction: CLAUDE,
  assessment: `${UNLISTED},${CLAUDE}`,
  ocr: NOVA_PRO,
  summarization: `${NOVA_PRO}:flex,${CLAUDE},us.amazon.nova-lite-v1:0`,
});
const { router } = hook;

/** An event of the accelerator with other content. */
function withContent(context: keyof typeof EVENTS, content: readonly object[]) {
  return { ...EVENTS[context], messages: [{ role: 'user', content }] };
}

function inline(format: string, bytes: Uint8Array) {
  return { image: { format, source: { bytes: Buffer.from(bytes).toString('base64') } } };
}

function readContent(index = 0) {
  return hook.bodies()[index]?.['messages'];
}

describe('page images in S3', () => {
  it('arrive as bytes at a model that is known to take no links', async () => {
    hook.putPage('0c7d11.png', PNG);
    hook.putPage('0c7d12.jpeg', JPEG);
    const { functionError } = await hook.invoke(EVENTS.Extraction);
    expect(functionError).toBeUndefined();
    const [text] = EVENTS.Extraction.messages[0].content;
    expect(readContent()).toEqual([
      { role: 'user', content: [text, inline('png', PNG), inline('jpeg', JPEG)] },
    ]);
    expect(router.aws.s3.journal).toContainEqual({
      operation: 'GetObject',
      object: `${WORKING_BUCKET}/temp/lambdahook/0c7d11.png`,
      expectedOwner: '111122223333',
    });
    const line = await router.log.receiptOf('extraction');
    expect(line['attempts']).toMatchObject([{ model_id: CLAUDE, inlined_media: 2 }]);
  });

  it('are read from their owner alone, even if it is written as a number', async () => {
    hook.putPage('a.png', PNG);
    const { format, source } = linkPage('a').image;
    const s3Location = { ...source.s3Location, bucketOwner: 111122223333 };
    await hook.invoke(withContent('Extraction', [{ image: { format, source: { s3Location } } }]));
    expect(router.aws.s3.journal).toMatchObject([{ expectedOwner: '111122223333' }]);
  });

  it('arrive as bytes at a model that the catalog does not list', async () => {
    hook.putPage('77aa01.png', PNG);
    await hook.invoke(EVENTS.Assessment);
    const [text] = EVENTS.Assessment.messages[0].content;
    expect(readContent()).toEqual([{ role: 'user', content: [text, inline('png', PNG)] }]);
  });

  it('arrive as links at a model that takes links, and are not read', async () => {
    await hook.invoke(EVENTS.OCR);
    expect(readContent()).toEqual(EVENTS.OCR.messages);
    expect(router.aws.s3.journal).toEqual([]);
  });

  it('arrive as each model of a route takes them, and are read once', async () => {
    hook.putPage('a.png', PNG);
    router.bedrock.failures.add({ kind: 'throttle', times: 2 });
    const event = withContent('Summarization', [linkPage('a'), linkPage('a')]);
    const { functionError } = await hook.invoke(event);
    expect(functionError).toBeUndefined();
    expect([readContent(0), readContent(1), readContent(2)]).toEqual([
      event.messages,
      [{ role: 'user', content: [inline('png', PNG), inline('png', PNG)] }],
      event.messages,
    ]);
    expect(router.aws.s3.journal).toHaveLength(1);
  });

  it('are read only if a model needs them', async () => {
    const event = withContent('Summarization', [linkPage('missing')]);
    expect((await hook.invoke(event)).functionError).toBeUndefined();
    expect(router.aws.s3.journal).toEqual([]);
  });

  it('have the format of their bytes', async () => {
    hook.putPage('scan.png', JPEG);
    hook.putPage('page.jpg', Buffer.from('no signature'));
    const { format: _, ...unnamed } = linkPage('page', 'jpg').image;
    await hook.invoke(withContent('Extraction', [linkPage('scan'), { image: unnamed }]));
    const content = [inline('jpeg', JPEG), inline('jpeg', Buffer.from('no signature'))];
    expect(readContent()).toMatchObject([{ content }]);
  });
});

describe('other media in S3', () => {
  const location = { uri: `s3://${WORKING_BUCKET}/temp/lambdahook/annex.pdf` };
  const linked = { name: 'annex', source: { s3Location: location } };
  const source = { bytes: PDF.toString('base64') };

  it('are inlined where they are documents, in tool results, too', async () => {
    hook.putPage('annex.pdf', PDF);
    const toolUseId = 'call-1';
    await hook.invoke(
      withContent('Extraction', [
        { document: { ...linked, format: 'pdf' } },
        { toolResult: { toolUseId, content: [{ document: linked }], status: 'success' } },
        { toolUse: { toolUseId, name: 'read', input: { image: { source: linked.source } } } },
      ]),
    );
    const document = { name: 'annex', format: 'pdf', source };
    expect(readContent()).toEqual([
      {
        role: 'user',
        content: [
          { document },
          { toolResult: { toolUseId, content: [{ document }], status: 'success' } },
          { toolUse: { toolUseId, name: 'read', input: { image: { source: linked.source } } } },
        ],
      },
    ]);
  });

  it('are refused where they are videos for a model that is known to take no links', async () => {
    const event = withContent('Extraction', [{ video: { format: 'mp4', source: linked.source } }]);
    expect((await hook.invoke(event)).payload).toMatchObject({
      errorType: 'ValidationException',
      errorMessage: `${CLAUDE} gets media of S3 as bytes, and video is too large for that; route to a model that takes links`,
    });
  });

  it('are refused where they are videos for a fallback, although the primary took their links', async () => {
    hook.putPage('a.png', PNG);
    router.bedrock.failures.add({ kind: 'throttle' });
    const video = { video: { format: 'mp4', source: linked.source } };
    const { payload } = await hook.invoke(withContent('Assessment', [linkPage('a'), video]));
    expect(payload['errorMessage']).toBe(
      `${CLAUDE} gets media of S3 as bytes, and video is too large for that; route to a model that takes links`,
    );
    expect(readContent()).toMatchObject([{ content: [inline('png', PNG), video] }]);
    expect(hook.bodies()).toHaveLength(1);
  });

  it('arrive as links where they are videos for a model that the catalog does not list', async () => {
    const event = withContent('Assessment', [{ video: { format: 'mp4', source: linked.source } }]);
    expect((await hook.invoke(event)).functionError).toBeUndefined();
    expect(readContent()).toEqual(event.messages);
  });
});

describe('an image that cannot be inlined', () => {
  const NAMED = `the image in the bucket "${WORKING_BUCKET}"`;

  it.each<[string, () => void, string]>([
    [
      'in a bucket that is not granted',
      () => void router.aws.s3.deniedBuckets.add(WORKING_BUCKET),
      `S3 denies ${NAMED}, or has none (AccessDenied); name the bucket in lambdaHookBuckets`,
    ],
    ['that does not exist', () => {}, `S3 does not return ${NAMED} (NoSuchKey)`],
    ['that is empty', () => hook.putPage('8a2b3e.png', Buffer.alloc(0)), `${NAMED} is empty`],
    [
      'that is too large',
      () => hook.putPage('8a2b3e.png', Buffer.alloc(10_000_001)),
      `${NAMED} has more than 10000000 bytes, or all have more than 14000000`,
    ],
  ])('%s is refused with the reason', async (_, prepare, problem) => {
    prepare();
    const { functionError, payload } = await hook.invoke(EVENTS.Classification);
    expect(functionError).toBe('Unhandled');
    expect(payload).toMatchObject({
      errorType: 'ValidationException',
      errorMessage: `${CLAUDE} gets media of S3 as bytes, and ${problem}`,
    });
    expect(router.arrivals).toEqual([]);
    const line = await router.log.receiptOf('classification');
    expect(line).toMatchObject({ router_error: 'invalid-media', status: 400, attempts: [] });
    expect(router.log.text).not.toContain('8a2b3e');
  });

  it('is refused if the images together are too large', async () => {
    hook.putPage('a.png', Buffer.alloc(7_000_000));
    hook.putPage('b.png', Buffer.alloc(1));
    const links = [linkPage('a'), linkPage('b'), linkPage('a')];
    const { payload } = await hook.invoke(withContent('Extraction', links));
    expect(payload['errorMessage']).toContain('or all have more than 14000000');
  });

  it.each([
    ['https://example.com/page.png'],
    ['s3://bucket'],
    ['s3://arn:aws:s3:us-east-1:111122223333:accesspoint/a/page.png'],
    [7],
  ])('at %j is refused', async (uri) => {
    const image = { format: 'png', source: { s3Location: { uri } } };
    const { payload } = await hook.invoke(withContent('Extraction', [{ image }]));
    expect(payload['errorMessage']).toBe(
      `${CLAUDE} gets media of S3 as bytes, and the s3Location of this image is not s3://<bucket>/<key>`,
    );
  });

  it('beside too many others is refused', async () => {
    const links = Array.from({ length: 101 }, () => linkPage('a'));
    const { payload } = await hook.invoke(withContent('Extraction', links));
    expect(payload['errorMessage']).toBe(
      `${CLAUDE} gets media of S3 as bytes, and there are 101 of them, more than 100`,
    );
    expect(router.aws.s3.journal).toEqual([]);
  });

  it.each(['throttle', 'internal', 'lost'] as const)(
    'because of a transient failure (%s) may be asked for again',
    async (kind) => {
      hook.putPage('8a2b3e.png', PNG);
      router.aws.s3.failures.plan({ kind, times: 3 });
      const { payload } = await hook.invoke(EVENTS.Classification);
      expect(payload).toMatchObject({
        errorType: 'ServiceUnavailableException',
        errorMessage: `${CLAUDE} gets media of S3 as bytes, and ${NAMED} cannot be read now`,
      });
      const line = await router.log.receiptOf('classification');
      expect(line).toMatchObject({ router_error: 'media-unavailable', status: 503 });
    },
  );

  it('after the primary was tried is refused, and the log has the attempt', async () => {
    router.bedrock.failures.add({ kind: 'throttle' });
    const event = withContent('Summarization', [linkPage('missing')]);
    const { payload } = await hook.invoke(event);
    expect(payload['errorMessage']).toContain('(NoSuchKey)');
    const line = await router.log.receiptOf('summarization');
    expect(line['attempts']).toMatchObject([{ model_id: NOVA_PRO, tier: 'flex', result: 429 }]);
  });
});
