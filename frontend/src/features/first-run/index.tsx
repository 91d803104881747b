import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { statusQuery } from "@/app/status";
import { Mark } from "@/ui";
import { ChooseFolders } from "./ChooseFolders";
import { useDemoJob } from "./demoJob";
import { HowMuchHelp } from "./HowMuchHelp";
import { SeePhotos } from "./SeePhotos";
import { Wall } from "./Wall";
import "./first-run.css";

const STEPS = 3;

/** Three steps, no account: choose folders, choose how much help, see photos while work goes on. */
export default function FirstRunScreen() {
  const { t } = useTranslation("first-run");
  const [step, setStep] = useState(1);
  const [begun, setBegun] = useState(false);
  const { data: status } = useQuery(statusQuery);
  const demo = useDemoJob(status?.first_run === true && !begun);
  // Started with the sample photos already on their way: there is nothing to choose.
  if (demo !== null && !begun) {
    setBegun(true);
    if (demo.state !== "failed") setStep(3);
  }
  const [folder, setFolder] = useState<string | null>(null);
  let body: ReactNode;
  if (step === 1)
    body = (
      <ChooseFolders onNext={() => setStep(2)} onDemo={() => setStep(3)} onAdded={setFolder} />
    );
  else if (step === 2) body = <HowMuchHelp onNext={() => setStep(3)} onBack={() => setStep(1)} />;
  else body = <SeePhotos onBack={() => setStep(1)} />;
  return (
    <div className="welcome">
      <main className="step" id="main" aria-label={t("name")}>
        <div className="brand">
          <Mark />
          Keepers
        </div>
        <div className="body" key={step}>
          <div className="where">
            {Array.from({ length: STEPS }, (_, i) => (
              <i key={i} className={i < step ? "done" : ""} aria-hidden />
            ))}
            <span className="num">{t("step", { step, steps: STEPS })}</span>
          </div>
          {body}
        </div>
        <p className="promise t-12">
          <ShieldCheck className="icon" aria-hidden />
          {step === 2 ? t("help.promise") : t("promise")}
        </p>
      </main>
      <Wall folder={folder} />
    </div>
  );
}
