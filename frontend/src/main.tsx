import "@fontsource-variable/inter/opsz.css";
import "@/ui/tokens.css";
import "@/ui/ui.css";
import "@/i18n";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { openSession } from "@/api/session";
import { Boot } from "@/boot/Boot";
import { begin } from "@/boot/begin";
import { firstFrame } from "@/boot/firstFrame";
import { reportProblems } from "@/boot/problems";
import { startBoot } from "@/boot/start";
import { choosePlatform } from "@/platform";

// Loaded while Keepers starts behind the page, and before anything else is waited for.
const app = import("@/app/start");

const { backend, desktop } = await choosePlatform();
if (desktop) {
  reportProblems(desktop);
  firstFrame(() => desktop.windowReady());
}
const scene = startBoot(backend, {
  openSession,
  goOn: () => void app.then(({ goOn }) => goOn()),
  reload: begin,
});
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <Boot
        scene={scene}
        desktop={desktop}
        app={app.then(({ start }) => start(desktop))}
        reload={() => location.reload()}
      />
    </StrictMode>,
  );
