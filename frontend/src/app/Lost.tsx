import { CircleAlert, Images } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useRouteError } from "react-router";
import { Button, EmptyState } from "@/ui";

/** An address that leads nowhere. */
export function Lost() {
  const { t } = useTranslation();
  return (
    <EmptyState
      alone
      icon={Images}
      title={t("empty.title")}
      action={
        <Link to="/" className="btn">
          {t("empty.photos")}
        </Link>
      }
    >
      {t("empty.words")}
    </EmptyState>
  );
}

/** A screen that threw. The rest of the window goes on. */
export function Stopped() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <EmptyState
      alone
      icon={CircleAlert}
      title={t("failed.title")}
      action={<Button onClick={() => location.reload()}>{t("failed.again")}</Button>}
    >
      {t("failed.words")}
      {import.meta.env.DEV && error instanceof Error && (
        <small className="ink-3"> {error.message}</small>
      )}
    </EmptyState>
  );
}
