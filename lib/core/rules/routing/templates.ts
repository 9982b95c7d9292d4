/** What a message says: state, what happens, and the links to runbook, dashboard and the run that was under way. */
import { dashboardUids } from "../names.ts";

export function messageTemplates(grafanaUrl: string): string {
  return `{{ define "tidemark.title" -}}
[{{ .Status | toUpper }}{{ if eq .Status "firing" }} {{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }}
{{- with .CommonLabels.slo }} {{ . }}{{ end }}
{{- with .CommonLabels.environment }} in {{ . }}{{ end }}
{{- end }}

{{ define "tidemark.text" -}}
{{ range .Alerts -}}
{{ .Annotations.summary }}
{{ .Annotations.description }}
{{ with .Annotations.runbook_url }}Runbook: {{ . }}
{{ end }}{{ with .Annotations.dashboard_url }}Dashboard: {{ . }}
{{ end }}{{ with .Labels.testid }}Run: ${grafanaUrl}/d/${dashboardUids.run}?var-testid={{ . }}
{{ end }}Owner: {{ with .Labels.owner }}{{ . }}{{ else }}{{ .Labels.component }}{{ end }}, since {{ .StartsAt }}

{{ end }}
{{- end }}
`;
}
