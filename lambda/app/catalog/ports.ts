import type { Catalog } from '../../core/catalog/catalog';
import type { RefusedPrice } from '../../core/catalog/reading/plausibility';
import type { Unread } from '../../core/catalog/reading/price-reading';
import type { FoundationModel } from '../../core/catalog/reading/read-foundation-models';
import type { InferenceProfile } from '../../core/catalog/reading/read-inference-profiles';
import type { AgreementOffers } from '../../core/catalog/reading/read-rate-cards';
import type { PriceNotice } from '../../core/catalog/refresh/compose-price-notices';
import type { ModelEnding, RetirementNotice } from '../../core/catalog/refresh/list-endings';
import type { AccessBounds } from '../../core/routing/access-bounds';
import type { TierMapping } from '../../core/routing/tier-mapping';
import type { WrittenValue } from '../../core/settings/hot-value';

/** Where AWS publishes facts of models. Each method throws if an answer is missing or incomplete. */
export interface CatalogSources {
  /** The products of the price list in the router's Region, each as JSON. Undefined if the partition has no price list. */
  readPriceList(signal: AbortSignal): Promise<readonly string[] | undefined>;
  readFoundationModels(signal: AbortSignal): Promise<readonly FoundationModel[]>;
  readInferenceProfiles(signal: AbortSignal): Promise<readonly InferenceProfile[]>;
  /** Undefined for a model without offers. */
  readAgreementOffers(modelId: string, signal: AbortSignal): Promise<AgreementOffers | undefined>;
}

export type SourceName =
  | 'price list'
  | 'foundation models'
  | 'inference profiles'
  | 'agreement offers';

/** The router's parameters. */
export interface CatalogParameters {
  read(signal: AbortSignal): Promise<readonly WrittenValue[]>;
  /** Writes the value of the catalog's parameter. */
  write(text: string, signal: AbortSignal): Promise<void>;
}

/** What other systems are notified of. */
export type CatalogNotice =
  | { readonly kind: 'price-changed'; readonly notice: PriceNotice }
  | { readonly kind: 'retiring'; readonly notice: RetirementNotice };

export interface CatalogNotices {
  /** Throws if one of the notices could not be published. */
  publish(notices: readonly CatalogNotice[], signal: AbortSignal): Promise<void>;
}

/** What operators see of a refresh. */
export type RefreshEvent =
  | CatalogNotice
  | { readonly kind: 'unreadable'; readonly source: SourceName; readonly cause: unknown }
  | { readonly kind: 'empty'; readonly source: SourceName }
  | { readonly kind: 'refused'; readonly refused: RefusedPrice }
  | { readonly kind: 'unread'; readonly unread: readonly Unread[] }
  | { readonly kind: 'left-out'; readonly models: readonly string[] }
  | { readonly kind: 'not-published'; readonly cause: unknown }
  | { readonly kind: 'ending'; readonly ending: ModelEnding }
  | { readonly kind: 'refreshed'; readonly isWritten: boolean; readonly models: readonly string[] };

export interface CatalogTelemetry {
  record(event: RefreshEvent): void;
}

/** Everything that a refresh needs. */
export interface RefreshServices {
  readonly builtIn: Catalog;
  readonly bounds: AccessBounds;
  /** The mapping of the deployment. */
  readonly deployed: TierMapping;
  /** The Region that the router calls. */
  readonly region: string;
  readonly sources: CatalogSources;
  readonly parameters: CatalogParameters;
  readonly notices: CatalogNotices;
  readonly telemetry: CatalogTelemetry;
  readonly now: () => Date;
}
