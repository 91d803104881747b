import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds a running `keepers serve`. */
const server = process.env["KEEPERS_URL"] ?? "http://127.0.0.1:8420";

/** The server accepts only its own name, so the development proxy speaks in it. */
const toServer = { target: server, changeOrigin: true, headers: { origin: server } };

export default defineConfig({
  // The page is served under a path that carries a key, so every address is relative.
  base: "./",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { host: "127.0.0.1", proxy: { "/api": toServer, "/media": toServer } },
  worker: { format: "es" },
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0 },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["./vitest.setup.ts"],
  },
});
