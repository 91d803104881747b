// node scripts/build-ui.mjs: the packages of the UI and the UI itself, and nothing else.
import { prepareUi } from "./environment.mjs";
import { main } from "./say.mjs";

await main(async () => {
  await prepareUi();
  return 0;
});
