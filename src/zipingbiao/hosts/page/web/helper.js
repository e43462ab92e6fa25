/* A second engine, for the while that very many files are read: it reads and judges, the first one keeps them all. */
const FIRST = 40; // so many files tell how long the rest will take
const WORTH = 1.7; // times the start of an engine: from then on it more than earns its own

function worthHelp(spent) {
  const { done } = desk.reading;
  return navigator.hardwareConcurrency > 1 && done >= FIRST && (spent / done) * desk.coming.length > WORTH * desk.startTook;
}
/* It starts beside the work; when all is read before it is up, nobody waits for it. */
function helping(engine) {
  let late = false;
  let work = Promise.resolve();
  startEngine(() => undefined).then(async (helper) => {
    if (!late) await (work = readWith(engine, helper));
    helper.stop();
  }).catch(() => undefined); // the first engine does it alone
  return {
    end() {
      late = true;
      return work;
    },
  };
}
async function readWith(engine, helper) {
  try {
    await asked(helper, "judge-by", ways());
  } catch (noHelp) {
    return;
  }
  await readAll((entry) => openOne(engine, entry, helper), () => undefined);
}
/* What the second engine made of a file; null where it could not, and the first one has to. */
async function readBy(helper, given) {
  try {
    const { data, files } = await helper.ask("read", null, given);
    return data && data.refused ? null : files;
  } catch (broken) {
    return null;
  }
}
