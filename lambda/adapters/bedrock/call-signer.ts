import type {
  BedrockRuntimeClient,
  BedrockRuntimeClientResolvedConfig,
} from '@aws-sdk/client-bedrock-runtime';
import type {
  HttpRequest,
  HttpResponse,
  Identity,
  IdentityProvider,
  Provider,
  SelectedHttpAuthScheme,
} from '@smithy/types';

/** AWS accepts signatures for five minutes. The SDK takes a clock for wrong that is off by four. */
const WRONG_BY_MILLIS = 240_000;

export interface SignedRequest {
  readonly request: HttpRequest;
  /** Corrects the clock by the response; returns whether the clock was so wrong that AWS refuses its signatures. */
  readonly correctClock: (response: HttpResponse) => boolean;
}

/** Signs requests with the client's own signer, and with credentials or a token that the client keeps fresh. */
export class CallSigner {
  readonly #scheme: SelectedHttpAuthScheme;
  readonly #identify: Provider<Identity>;
  readonly #signing: ReturnType<typeof composeSigning>;

  constructor({ config }: BedrockRuntimeClient, scheme: SelectedHttpAuthScheme) {
    this.#scheme = scheme;
    this.#identify = findIdentity(config, scheme);
    this.#signing = composeSigning(config);
  }

  async sign(unsigned: HttpRequest): Promise<SignedRequest> {
    const { signer, httpAuthOption } = this.#scheme;
    const signing = this.#signing;
    const { systemClockOffset: offset } = signing;
    // The signer notes in it when the request was sent.
    const properties = { ...httpAuthOption.signingProperties, config: signing };
    const request = await signer.sign(unsigned, await this.#identify(), properties);
    const correctClock = (response: HttpResponse) => {
      signer.successHandler?.(response, properties);
      return Math.abs(signing.systemClockOffset - offset) >= WRONG_BY_MILLIS;
    };
    return { request, correctClock };
  }
}

/** What the signer reads of a configuration, and the offset that it writes. The client would make a signer for each call. */
function composeSigning(config: BedrockRuntimeClientResolvedConfig) {
  const { systemClockOffset, disableClockSkewCorrection } = config;
  let signer: ReturnType<typeof config.signer> | undefined;
  return {
    systemClockOffset,
    disableClockSkewCorrection,
    signer: (...scheme: Parameters<typeof config.signer>) => (signer ??= config.signer(...scheme)),
  };
}

/** The provider that the client asks before each of its calls. */
function findIdentity(
  { httpAuthSchemes, credentials, token }: BedrockRuntimeClientResolvedConfig,
  { httpAuthOption: { schemeId, identityProperties } }: SelectedHttpAuthScheme,
): Provider<Identity> {
  const providers = new Map<string, IdentityProvider<Identity> | undefined>([
    ['aws.auth#sigv4', credentials],
    ['smithy.api#httpBearerAuth', token],
  ]);
  const provide = httpAuthSchemes
    .find((scheme) => scheme.schemeId === schemeId)
    ?.identityProvider({ getIdentityProvider: (id) => providers.get(id) });
  if (provide === undefined) throw new Error(`nothing signs by ${schemeId}`);
  return () => provide(identityProperties);
}
