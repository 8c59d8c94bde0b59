/** What each probe gives or throws, as a line of text that JSON and people can read. */
export async function probeAll(probes, site) {
  const answers = {};
  for (const [name, probe] of Object.entries(probes)) {
    try {
      answers[name] = `OK ${JSON.stringify(await probe(site))}`;
    } catch (error) {
      answers[name] = described(error);
    }
  }
  return answers;
}

function described(error) {
  if (!(error instanceof Error)) {
    return `thrown ${typeof error} ${String(error)}`;
  }
  const { stack, ...own } = { ...error };
  const properties = Object.keys(own).length === 0 ? "" : ` ${JSON.stringify(own)}`;
  return `${error.constructor.name}/${error.name}: ${error.message}${properties}`;
}
