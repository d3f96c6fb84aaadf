/** Loads at the first call, and loads again only after a failure. */
export function loadOnce<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined;
  const begin = () =>
    load().catch((cause) => {
      loading = undefined;
      throw cause;
    });
  return () => {
    loading ??= begin();
    return loading;
  };
}
