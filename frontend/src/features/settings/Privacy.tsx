import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleAlert, Globe, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, call, keys, type Schemas } from "@/api";
import { bytes, stampLong } from "@/domain/format";
import { locale } from "@/i18n";
import { Button, Note } from "@/ui";
import { FacesPrivacy } from "./FacesPrivacy";
import { Section } from "./Section";

const PAGE = 50;
/** Those there are words for; any other is named as it is. */
const PURPOSES = ["update_check", "update_download", "models"] as const;

function useLedger() {
  return useInfiniteQuery({
    queryKey: keys.network,
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      call(
        api.GET("/api/v1/network", {
          params: {
            query: { limit: PAGE, ...(pageParam === undefined ? {} : { after: pageParam }) },
          },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
    // No event tells of a request; who looks here wants to know now.
    staleTime: 0,
  });
}

/** Every request to the internet there ever was. */
export function Privacy() {
  const { t } = useTranslation("settings");
  const ledger = useLedger();
  const entries = ledger.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Section title={t("privacy.title")}>
      <p className="lede">{t("privacy.words")}</p>
      {ledger.isError && !ledger.data && (
        <Note icon={CircleAlert} lead={t("privacy.failed")}>
          <button type="button" className="link" onClick={() => void ledger.refetch()}>
            {t("again")}
          </button>
        </Note>
      )}
      {ledger.data && entries.length === 0 && (
        <Note icon={ShieldCheck} lead={t("privacy.never")}>
          {t("privacy.neverWords")}
        </Note>
      )}
      {entries.length > 0 && (
        <ul className="list ledger" aria-label={t("privacy.list")}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {ledger.hasNextPage && (
        <Button disabled={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
          {t("privacy.more")}
        </Button>
      )}
      <FacesPrivacy />
    </Section>
  );
}

function Entry({ entry }: { entry: Schemas["LedgerEntry"] }) {
  const { t } = useTranslation("settings");
  const known = PURPOSES.find((purpose) => purpose === entry.purpose);
  const why = known
    ? t(`privacy.purpose.${known}`)
    : t("privacy.purpose.other", { purpose: entry.purpose });
  const what = {
    ok: t("privacy.got", { size: bytes(entry.bytes_in, locale()) }),
    refused: t("privacy.refused"),
    failed: t("privacy.failedRequest"),
  }[entry.outcome];
  return (
    <li className="list-row">
      <Globe className="icon" aria-hidden />
      <div className="body">
        <span>{why}</span>
        <p className="sub num">
          {stampLong(entry.at, locale())} · {what}
        </p>
      </div>
      <span className="where t-12" title={`${entry.host}${entry.path}`}>
        {entry.host === "" ? t("privacy.nowhere") : entry.host}
      </span>
    </li>
  );
}
