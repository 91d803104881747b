import "./timeline.css";
import { CalendarDays, CircleAlert, Ellipsis, Image, Images, Search } from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useStore } from "zustand";
import { menuRows } from "@/actions/menus";
import { runAction, useAllActions } from "@/actions/registry";
import { registerDestinations } from "@/actions/sources";
import { openPalette } from "@/actions/views";
import { reachFor } from "@/app/selection";
import { statusQuery } from "@/app/status";
import { themeStore } from "@/app/theme";
import { monthName } from "@/domain/format";
import type { Zoom } from "@/domain/timeline/month";
import { i18n, locale } from "@/i18n";
import { Button, EmptyState, IconButton, Kbd, Menu, Segmented, Slider, Toolbar } from "@/ui";
import { jumpTo } from "./jump";
import { followMonths, loadBuckets, monthsStore } from "./months";
import { SelectionBar } from "./SelectionBar";
import { Timeline } from "./Timeline";
import { useTimelineActions } from "./timelineActions";
import { LARGEST, setSize, setZoom, SMALLEST, viewStore } from "./view";

function Tools() {
  const { t } = useTranslation("timeline");
  const zoom = useStore(viewStore, (state) => state.zoom);
  const size = useStore(viewStore, (state) => state.size);
  useStore(themeStore);
  useAllActions();
  const zooms: readonly { value: Zoom; label: string }[] = [
    { value: "years", label: t("zoom.years") },
    { value: "months", label: t("zoom.months") },
    { value: "days", label: t("zoom.days") },
  ];
  return (
    <Toolbar>
      <button type="button" className="search" onClick={openPalette}>
        <Search className="icon" aria-hidden />
        <span className="cut">{t("search")}</span>
        <span className="keys">
          <Kbd keys="mod+k" />
        </span>
      </button>
      <span className="push" />
      <div className="size hide-narrow">
        <Image className="icon s14" aria-hidden />
        <Slider
          className="zoom"
          label={t("size")}
          min={SMALLEST}
          max={LARGEST}
          step={4}
          value={size}
          onChange={setSize}
        />
        <Image className="icon" aria-hidden />
      </div>
      <Segmented label={t("zoom.name")} value={zoom} onChange={setZoom} options={zooms} />
      <Menu rows={menuRows("more")} label={t("more")}>
        <IconButton icon={Ellipsis} label={t("more")} />
      </Menu>
    </Toolbar>
  );
}

function Photos() {
  const { t } = useTranslation("timeline");
  const navigate = useNavigate();
  const buckets = useStore(monthsStore, (state) => state.buckets);
  const error = useStore(monthsStore, (state) => state.error);
  const status = useQuery(statusQuery);
  if (buckets && buckets.total > 0) return <Timeline />;
  if (!buckets && error !== null)
    return (
      <EmptyState
        icon={CircleAlert}
        title={t("error.title")}
        action={<Button onClick={() => void loadBuckets()}>{t("error.again")}</Button>}
      >
        {t("error.words")}
      </EmptyState>
    );
  if (!buckets || !status.data) return <div className="scroll" aria-busy="true" />;
  if (status.data.roots > 0 && status.data.work.active)
    return (
      <EmptyState icon={Images} title={t("finding.title")}>
        {t("finding.words")}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Images}
      title={t("empty.title")}
      action={
        <Button
          look="primary"
          onClick={() => runAction("folders.add") || void navigate("/welcome")}
        >
          {t("empty.choose")}
        </Button>
      }
    >
      {t("empty.words")}
    </EmptyState>
  );
}

/** Months as destinations of the palette, on every screen once the timeline was seen. */
function months(go: () => void) {
  return registerDestinations({
    heading: () => i18n.t("shell:palette.months"),
    list: () =>
      (monthsStore.getState().buckets?.buckets ?? []).map(({ month, count }) => ({
        id: `month.${month}`,
        title: monthName(month, locale()),
        icon: CalendarDays,
        hint: i18n.t("shell:palette.photos", { count }),
        run: () => {
          jumpTo(month);
          go();
        },
      })),
  });
}

/** Photos: the timeline. */
export default function PhotosScreen() {
  const { t } = useTranslation("timeline");
  const navigate = useNavigate();
  useTimelineActions();
  useEffect(() => reachFor("selection"), []);
  useEffect(followMonths, []);
  useEffect(() => months(() => void navigate("/")), [navigate]);
  return (
    <>
      <h1 className="unseen">{t("title")}</h1>
      <Tools />
      <Photos />
      <SelectionBar />
    </>
  );
}
