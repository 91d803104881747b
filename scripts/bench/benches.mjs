// What there is to measure: the programs of each bench, the figures that are told, and what they have to be.
//
// A bench that cannot be run everywhere says with `needs` which variable has to be set, or with `cannot` why not.
// A figure is [path in what the program says, words, unit, which way is better, the target or nothing].

import { existsSync } from "node:fs";

import { missingTools } from "../../tests-desktop/harness/tools.mjs";
import { theProgram } from "../../tests-desktop/harness/program.mjs";
import { FROZEN_PROGRAM } from "../places.mjs";

const python = (file, ...args) => ({ kind: "python", file, args });
const node = (file, ...args) => ({ kind: "node", file, args });
const figure = (path, words, unit, better, target) => ({ path, words, unit, better, ...(target ? { target } : {}) });
const most = (value) => ({ most: value });
const least = (value) => ({ least: value });

/** Why no desktop app can be measured here, or undefined. */
function whyNoDesktop() {
  const missing = missingTools();
  if (missing.length > 0) return `it needs ${missing.join(", ")}`;
  try {
    theProgram();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

export const BENCHES = {
  look: {
    about: "12 megapixel JPEGs read from file to judged photo",
    programs: { one: python("look.py"), whole: python("whole_look.py") },
    figures: [
      figure("one.cpu_seconds_per_photo", "one look, one process", "CPU-s", "less", most(0.15)),
      figure("one.ratio_to_reduced_decode", "one look to one reduced decode", "x", "less", most(1.8)),
      figure("whole.cpu_s_per_photo", "a photo through a library", "CPU-s", "less", most(0.15)),
      figure("whole.ratio_to_reduced_decode", "a photo through a library to one reduced decode", "x", "less", most(1.8)),
      figure("whole.cores_wanted", "processors kept busy, those others held included", "", "more", { perCore: 0.85 }),
      figure("whole.peak_mb", "peak memory of all processes", "MB", "less", most(700)),
    ],
  },
  ingest: {
    about: "10,000 new photos added to a running Keepers",
    programs: { api: python("first_screen.py") },
    figures: [
      figure("api.first_screen.s", "first screen of photos, no previews in them", "s", "less", most(5)),
      figure("api.first_screen.cpu_s", "… CPU until then", "CPU-s", "less"),
      figure("api.newest_screen.s", "the newest screen, all photos listed", "s", "less"),
      figure("api.with_embedded_previews.first_screen.s", "first screen, photos of a camera", "s", "less", most(5)),
      figure("api.all_listed.s", "every photo in the timeline", "s", "less"),
      figure("api.listed_to_floor", "… to reduced decodes of all", "x", "less", most(1)),
      figure("api.all_looked.s", "every photo looked at", "s", "less"),
      figure("api.looked_to_floor", "… CPU to reduced decodes of all (3 megapixels)", "x", "less"),
      figure("api.looked_to_full_decode", "… CPU to full decodes of all", "x", "less"),
      figure("api.peak_mb", "peak memory of all processes", "MB", "less", most(700)),
    ],
  },
  metadata: {
    about: "EXIF, XMP and IPTC of JPEGs in memory",
    programs: { read: python("metadata.py") },
    needs: "KEEPERS_PHOTOS_DIR",
    figures: [
      figure("read.jpegs.read_ms", "all that a JPEG says, mean", "CPU-ms", "less", most(1.5)),
      figure("read.jpegs.read_all_blocks_ms", "… of those with all three blocks", "CPU-ms", "less", most(1.5)),
      figure("read.jpegs.slowest_ms", "… the slowest", "CPU-ms", "less"),
      figure("read.jpegs.understood_all_blocks_ms", "… brought together and dated", "CPU-ms", "less", most(1.5)),
    ],
  },
  hearing: {
    about: "10,000 small JPEGs heard again, one in ten with a sidecar",
    programs: { all: python("hearing.py") },
    figures: [
      figure("all.ms_per_photo", "a photo heard and written, all processes", "CPU-ms", "less", most(3)),
      figure("all.floor_ms_per_photo", "… opened and read alone", "CPU-ms", "less"),
      figure("all.peak_mb", "peak memory of all processes", "MB", "less", most(700)),
    ],
  },
  places: {
    about: "names of 1,000 places, and places of names",
    programs: { all: python("places.py") },
    figures: [
      figure("all.names.place_ms", "the name of a place, mean", "CPU-ms", "less", most(1)),
      figure("all.names.zone_ms", "the zone of a place", "CPU-ms", "less"),
      figure("all.names.first_ms", "the first name, the data read", "CPU-ms", "less"),
      figure("all.names.search_ms", "the places of a name, mean", "CPU-ms", "less", most(50)),
      figure("all.names.zones_mb", "memory of the map of zones", "MB", "less", most(45)),
      figure("all.names.places_mb", "… of the names of places", "MB", "less", most(40)),
      figure("all.names.search_mb", "… of search", "MB", "less", most(40)),
    ],
  },
  catalog: {
    about: "the catalogue at 100,000 photos",
    programs: { rows: python("catalog.py") },
    figures: [
      figure("rows.buckets_ms", "list of months", "ms", "less", most(50)),
      figure("rows.month_typical_ms", "a month", "ms", "less", most(30)),
      figure("rows.month_largest_ms", "the largest month", "ms", "less", most(30)),
      figure("rows.status_ms", "status", "ms", "less"),
      figure("rows.candidates_ms", "candidates of a choice", "ms", "less"),
    ],
  },
  ui: {
    about: "the page over 100,000 photos, in Chromium",
    programs: { page: node("ui.mjs") },
    figures: [
      figure("page.paint.first_tile_s", "first paint of the grid", "s", "less", most(1)),
      figure("page.paint.whole_screen_s", "a whole screen of photos", "s", "less"),
      figure("page.paint.floor_first_content_s", "floor: the browser painting one small picture", "s", "less"),
      figure("page.scroll.nodes_most", "nodes in the page while scrolling", "", "less", most(2000)),
      figure("page.scroll.slow_wheel.frames_over_50_ms_share", "frames over 50 ms, wheel", "", "less"),
      figure("page.scroll.scrubber.frames_over_50_ms_share", "frames over 50 ms, scrubber", "", "less"),
      figure("page.scroll.longest_task_ms", "longest task while scrolling", "ms", "less"),
      figure("page.lists.buckets_ms", "list of months over HTTP", "ms", "less", most(50)),
      figure("page.lists.month_typical_ms", "a month over HTTP", "ms", "less", most(30)),
      figure("page.lists.month_largest_ms", "the largest month over HTTP", "ms", "less", most(30)),
      figure("page.rerank.open_to_first_picks_s", "Picks opened, of 100,000 candidates", "s", "less"),
      figure("page.rerank.answer_ms", "key on a slider to new picks on the screen", "ms", "less"),
      figure("page.rerank.rule_ms", "… of which the choice", "ms", "less"),
      figure("page.resting_mb", "memory of the server at rest", "MB", "less", most(150)),
      figure("page.rerank.server_mb_after", "… after Picks was opened", "MB", "less"),
    ],
  },
  serve: {
    about: "keepers serve to its first answer",
    programs: { start: python("serve.py") },
    figures: [
      figure("start.first_answer_s", "first answer", "s", "less", most(1)),
      figure("start.first_answer_cpu_s", "… CPU until then", "CPU-s", "less"),
      figure("start.first_answer_of_a_new_library_s", "first answer of a library that is made", "s", "less"),
      figure("start.ratio_to_floor_cpu", "CPU to a bare interpreter that answers", "x", "less"),
      figure("start.idle_mb", "memory at rest", "MB", "less", most(150)),
    ],
  },
  sidecar: {
    about: "the frozen program to the window's `ready`",
    programs: { start: python("sidecar_start.py") },
    cannot: () => (existsSync(FROZEN_PROGRAM) ? undefined : "it needs `node scripts/build-sidecar.mjs` first"),
    figures: [
      figure("start.warm.starting_s", "first word", "s", "less"),
      figure("start.warm.ready_s", "ready", "s", "less", most(0.5)),
      figure("start.warm.ready_cpu_s", "… CPU until then", "CPU-s", "less"),
      figure("start.cold.ready_s", "ready, read from the disk", "s", "less"),
      figure("start.new_library_ready_s", "ready, a library made and a first start", "s", "less"),
      figure("start.ready_to_floor", "ready to a start that comes to nothing", "x", "less"),
    ],
  },
  identity: {
    about: "1,000 random sequences of people, searches, models, moves and power cuts",
    programs: { sequences: python("identity.py") },
    figures: [
      figure("sequences.lost", "names or decisions lost", "", "less", most(0)),
      figure("sequences.steps", "steps after which every decision was compared", "", "more"),
      figure("sequences.acts", "… of them acts of people", "", "more"),
      figure("sequences.taken_back", "… acts taken back", "", "more"),
    ],
  },
  desktop: {
    about: "the desktop app, 2,000 photos, from its start",
    programs: { start: node("desktop.mjs") },
    cannot: whyNoDesktop,
    figures: [
      figure("start.warm.first_photo_s", "first photo on the screen", "s", "less", most(2.5)),
      figure("start.cold.first_photo_s", "… after the computer was switched on", "s", "less", most(2.5)),
      figure("start.warm.cpu_s", "… CPU until then, all processes", "CPU-s", "less"),
      figure("start.warm.window_s", "window on the screen", "s", "less"),
      figure("start.warm.sidecar_ready_s", "sidecar ready", "s", "less"),
      figure("start.floor_window_s", "floor: an empty window of WebKitGTK painted", "s", "less"),
      figure("start.cold.floor_s", "… after the computer was switched on", "s", "less"),
      figure("start.first_photo_to_floor", "first photo to floor", "x", "less"),
      figure("start.memory.all_mb", "memory of all processes, settled", "MB", "less"),
      figure("start.memory.sidecar_mb", "… of which the sidecar", "MB", "less"),
    ],
  },
  blur: {
    about: "does the sharp picture win, on labelled photos",
    programs: { sharp: python("blur.py") },
    needs: "KEEPERS_PHOTOS_DIR",
    figures: [
      figure("sharp.blur.lost", "scenes a blurred frame won", "", "less", most(0)),
      figure("sharp.blur.wins", "scenes the sharp frame won", "", "more"),
      figure("sharp.blur.auc", "AUC over all scenes", "", "more"),
      figure("sharp.blur.smallest_lead", "smallest lead of a sharp frame", "", "more"),
    ],
  },
  faces: {
    about: "faces in the visit that looks at a photo, and which are found",
    programs: { all: python("faces.py") },
    needs: "KEEPERS_PHOTOS_DIR",
    cannot: () => (process.env.KEEPERS_MODELS_DIR ? undefined : "KEEPERS_MODELS_DIR is not set (the weights)"),
    figures: ["a", "b"].flatMap((set) => [
      figure(
        `all.${set}.cost.one_face_cpu_s`,
        `set ${set}: on top of a look, 12 megapixels, one face`,
        "CPU-s",
        "less",
        most(0.1),
      ),
      figure(`all.${set}.cost.nobody_cpu_s`, "… nobody in it", "CPU-s", "less"),
      figure(`all.${set}.found.recall`, "… faces found, of those with a labelled nose", "", "more", least(0.95)),
      figure(`all.${set}.found.false_alarms`, "… false alarms beside them", "", "less"),
      figure(`all.${set}.found.false_alarms_eligible`, "… that may stand for a person", "", "less", most(0)),
      figure(`all.${set}.found.groups_missed`, "… faces missed in group photos", "", "less", most(0)),
      figure(`all.${set}.found.nobody_eligible`, "… faces for a person where nobody is", "", "less", most(0)),
    ]),
  },
  grouping: {
    about: "who is grouped with whom, on labelled photos and crowds made of numbers",
    programs: { groups: python("grouping.py") },
    needs: "KEEPERS_MODELS_DIR",
    figures: [
      figure("groups.faces.set_a.pair_precision", "set A, pairs put together rightly", "", "more", least(0.99)),
      figure("groups.faces.set_a.bcubed_f", "set A, BCubed F", "", "more", least(0.97)),
      figure("groups.faces.set_b.pair_precision", "set B, pairs put together rightly", "", "more", least(0.99)),
      figure("groups.faces.set_b.bcubed_f", "set B, BCubed F", "", "more", least(0.95)),
      figure("groups.faces.set_a.bbt8.bcubed_f", "set A, small grey crops, BCubed F", "", "more"),
      figure("groups.faces.set_b.bbt8.bcubed_f", "set B, small grey crops, BCubed F", "", "more"),
      figure("groups.crowds.8000.worst.group_s", "8,000 faces, the slowest crowd", "s", "less", most(5)),
      figure("groups.crowds.8000.worst.peak_mb", "… peak memory, the process included", "MB", "less", most(500)),
      figure("groups.crowds.20000.worst.group_s", "20,000 faces, the slowest crowd", "s", "less", most(15)),
      figure("groups.crowds.20000.worst.peak_mb", "… peak memory, the process included", "MB", "less"),
      figure("groups.crowds.20000.usual.more_s", "100 more into 20,000, usual crowds", "s", "less", most(0.2)),
      figure("groups.crowds.20000.worst.more_s", "… the slowest crowd", "s", "less"),
      figure("groups.crowds.20000.worst.more_differs", "… crowds where grouping anew differs", "", "less", most(0)),
      figure("groups.crowds.20000.usual.bcubed_f", "20,000 faces, usual crowds, BCubed F", "", "more"),
    ],
  },
  review: {
    about: "how many answers until every face is where it belongs",
    programs: { asked: python("review.py") },
    needs: "KEEPERS_MODELS_DIR",
    figures: [
      figure("asked.faces.set_a.to_perfect_per_100", "set A, answers until perfect, for 100 faces", "", "less"),
      figure("asked.faces.set_b.to_perfect_per_100", "set B, answers until perfect, for 100 faces", "", "less"),
      figure("asked.faces.set_a.never_perfect", "set A, never perfect", "", "less", most(0)),
      figure("asked.faces.set_b.never_perfect", "set B, never perfect", "", "less", most(0)),
      figure("asked.faces.set_b.left_told", "set B, told to be left at first", "", "less"),
      figure("asked.faces.set_b.left_true", "… and asked in the end", "", "less"),
      figure("asked.crowds.hard.all_per_100", "a hard crowd, all answers, for 100 faces", "", "less"),
      figure("asked.crowds.hard.last_f", "… BCubed F after them", "", "more"),
      figure("asked.crowds.hard.left_most", "… most that was told to be left", "", "less", most(99)),
    ],
  },
  duplicates: {
    about: "near-duplicates and series, pairs of labelled photos",
    programs: { pairs: python("duplicates.py") },
    needs: "KEEPERS_PHOTOS_DIR",
    figures: [
      figure("pairs.neardup.precision", "near-duplicates, precision", "", "more"),
      figure("pairs.neardup.recall", "near-duplicates, recall", "", "more"),
      figure("pairs.burst, shot at once.precision", "bursts with their times, precision", "", "more"),
      figure("pairs.burst, shot at once.recall", "bursts with their times, recall", "", "more"),
      figure("pairs.series.precision", "series, precision", "", "more"),
      figure("pairs.series.recall", "series, recall (little is right)", "", "more"),
      figure("pairs.all together.precision", "all together, precision", "", "more"),
      figure("pairs.all together.recall", "all together, recall", "", "more"),
    ],
  },
};

/** What is worked out from what the programs say. */
export function derived(bench, said) {
  if (bench === "blur") {
    const { wins, scenes } = said.sharp.blur;
    return {
      ...said,
      sharp: {
        ...said.sharp,
        blur: { ...said.sharp.blur, lost: scenes - wins },
      },
    };
  }
  return said;
}

/** The one least or most value a target stands for on a machine of so many processors. */
export function limitOf(target, cores) {
  return target.perCore === undefined ? target : least(Number((target.perCore * cores).toFixed(2)));
}
