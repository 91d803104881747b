import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router";
import { Sidebar } from "./Sidebar";
import { statusQuery } from "./status";

/** The window: places at the left, a screen at the right. */
export function Frame() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const status = useQuery(statusQuery);
  if (status.data?.first_run && pathname === "/") return <Navigate to="/welcome" replace />;
  return (
    <div className="app">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        {t("skip")}
      </a>
      <Sidebar />
      <main className="main" id="main" tabIndex={-1}>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
