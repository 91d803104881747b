import type actions from "./en/actions.json";
import type activity from "./en/activity.json";
import type boot from "./en/boot.json";
import type editing from "./en/editing.json";
import type exports from "./en/exports.json";
import type faces from "./en/faces.json";
import type firstRun from "./en/first-run.json";
import type folders from "./en/folders.json";
import type models from "./en/models.json";
import type moving from "./en/moving.json";
import type people from "./en/people.json";
import type picks from "./en/picks.json";
import type settings from "./en/settings.json";
import type shell from "./en/shell.json";
import type timeline from "./en/timeline.json";
import type viewer from "./en/viewer.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    resources: {
      actions: typeof actions;
      activity: typeof activity;
      boot: typeof boot;
      editing: typeof editing;
      exports: typeof exports;
      faces: typeof faces;
      "first-run": typeof firstRun;
      folders: typeof folders;
      models: typeof models;
      moving: typeof moving;
      people: typeof people;
      picks: typeof picks;
      settings: typeof settings;
      shell: typeof shell;
      timeline: typeof timeline;
      viewer: typeof viewer;
    };
  }
}
