import {
  ArrowDownToLine,
  ArrowUpToLine,
  CalendarDays,
  CalendarRange,
  CalendarFold,
  Maximize2,
  SquareCheck,
  X,
  ZoomIn,
  ZoomOut,
} from "lucide-react";
import { useNavigate } from "react-router";
import { useActions } from "@/actions/registry";
import { photoPath, setSequence } from "@/app/sequence";
import { clearSelection, select, selectionStore } from "@/app/selection";
import { i18n } from "@/i18n";
import { jumpTo } from "./jump";
import { loadMonths, monthsStore } from "./months";
import { timelineSequence } from "./order";
import { setSize, setZoom, viewStore } from "./view";

const t = i18n.t.bind(i18n);
const STEP = 24;

async function selectAll() {
  const buckets = monthsStore.getState().buckets?.buckets ?? [];
  await loadMonths(buckets.map(({ month }) => month));
  // The hand may be on another screen by now.
  if (selectionStore.getState().reach !== "selection") return;
  const { months } = monthsStore.getState();
  select(buckets.flatMap(({ month }) => months.get(month)?.ids ?? []));
}

const edge = (end: 0 | -1) => {
  const month = monthsStore.getState().buckets?.buckets.at(end)?.month;
  if (month !== undefined) jumpTo(month);
};

/** What can be done on the Photos screen. */
export function useTimelineActions(): void {
  const navigate = useNavigate();
  const current = () => selectionStore.getState().current;
  useActions([
    {
      id: "photos.open",
      group: "photo",
      icon: Maximize2,
      keys: ["enter"],
      menu: ["photo"],
      order: -1,
      title: () => t("timeline:action.open"),
      when: () => current() !== null,
      run: () => {
        const id = current();
        if (id === null) return;
        setSequence(timelineSequence(id));
        void navigate(photoPath(id));
      },
    },
    {
      id: "photos.toggle",
      group: "photo",
      icon: SquareCheck,
      keys: ["x", "space"],
      title: () => t("timeline:action.toggle"),
      when: () => current() !== null,
      run: () => {
        const id = current();
        if (id === null) return;
        const next = new Set(selectionStore.getState().ids);
        if (!next.delete(id)) next.add(id);
        select(next);
      },
    },
    {
      id: "photos.all",
      group: "photo",
      icon: SquareCheck,
      keys: ["mod+a"],
      title: () => t("timeline:action.all"),
      run: selectAll,
    },
    {
      id: "photos.clear",
      group: "photo",
      icon: X,
      keys: ["escape"],
      title: () => t("timeline:action.clear"),
      when: () => selectionStore.getState().ids.size > 0,
      run: clearSelection,
    },
    {
      id: "view.days",
      group: "view",
      icon: CalendarDays,
      keys: ["1"],
      title: () => t("timeline:action.days"),
      run: () => setZoom("days"),
    },
    {
      id: "view.months",
      group: "view",
      icon: CalendarRange,
      keys: ["2"],
      title: () => t("timeline:action.months"),
      run: () => setZoom("months"),
    },
    {
      id: "view.years",
      group: "view",
      icon: CalendarFold,
      keys: ["3"],
      title: () => t("timeline:action.years"),
      run: () => setZoom("years"),
    },
    {
      id: "view.larger",
      group: "view",
      icon: ZoomIn,
      keys: ["+", "="],
      title: () => t("timeline:action.larger"),
      run: () => setSize(viewStore.getState().size + STEP),
    },
    {
      id: "view.smaller",
      group: "view",
      icon: ZoomOut,
      keys: ["-"],
      title: () => t("timeline:action.smaller"),
      run: () => setSize(viewStore.getState().size - STEP),
    },
    {
      id: "go.newest",
      group: "go",
      icon: ArrowUpToLine,
      keys: ["home"],
      title: () => t("timeline:action.newest"),
      run: () => edge(0),
    },
    {
      id: "go.oldest",
      group: "go",
      icon: ArrowDownToLine,
      keys: ["end"],
      title: () => t("timeline:action.oldest"),
      run: () => edge(-1),
    },
  ]);
}
