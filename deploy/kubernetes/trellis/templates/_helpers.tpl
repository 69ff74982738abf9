{{- define "trellis.name" -}}
{{- if contains "trellis" .Release.Name }}{{ .Release.Name | trunc 48 | trimSuffix "-" }}{{ else }}{{ printf "%s-trellis" (.Release.Name | trunc 40 | trimSuffix "-") }}{{ end }}
{{- end }}

{{- define "trellis.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/name: trellis
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Which pods are meant: (list . "server"). */}}
{{- define "trellis.selector" -}}
app.kubernetes.io/name: trellis
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "trellis.podSecurity" -}}
runAsNonRoot: true
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "trellis.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* The Secret of the chart's own stores. */}}
{{- define "trellis.generated" -}}
{{ include "trellis.name" . }}-generated
{{- end }}

{{/* The Secret with TRELLIS_MANAGEMENT_TOKEN. */}}
{{- define "trellis.managementSecret" -}}
{{ .Values.existingSecret | default (include "trellis.generated" .) }}
{{- end }}

{{/* Says what is missing before anything is made. */}}
{{- define "trellis.check" -}}
{{- if not (or .Values.mongodb.enabled .Values.existingSecret .Values.store) }}
{{- fail "No store: put TRELLIS_STORE=mongodb://… into a Secret and name it in existingSecret, or set store, or try it out with mongodb.enabled=true." }}
{{- end }}
{{- if not (or .Values.elasticsearch.enabled .Values.existingSecret .Values.search) }}
{{- fail "No search engine: set search=https://…, or TRELLIS_SEARCH in the Secret that existingSecret names, or try it out with elasticsearch.enabled=true." }}
{{- end }}
{{- if and .Values.mongodb.enabled .Values.store }}
{{- fail "mongodb.enabled and store are two stores: leave one of them out." }}
{{- end }}
{{- if and .Values.elasticsearch.enabled .Values.search }}
{{- fail "elasticsearch.enabled and search are two search engines: leave one of them out." }}
{{- end }}
{{- if and (or .Values.mongodb.enabled .Values.elasticsearch.enabled) (lt (len .Values.passwordSeed) 24) }}
{{- fail "Stores of the chart's own need passwordSeed, a random text of 24 characters or more, e.g. --set passwordSeed=$(openssl rand -hex 24)." }}
{{- end }}
{{- if and .Values.serviceMonitor.enabled (not .Values.existingSecret) (not .Values.mongodb.enabled) (not .Values.elasticsearch.enabled) }}
{{- fail "serviceMonitor needs TRELLIS_MANAGEMENT_TOKEN in the Secret that existingSecret names." }}
{{- end }}
{{- if and .Values.ingress.enabled (not .Values.hosts) }}
{{- fail "The ingress needs the names in hosts." }}
{{- end }}
{{- end }}

{{/* The volume of a store of the chart's own. */}}
{{- define "trellis.claim" -}}
- apiVersion: v1
  kind: PersistentVolumeClaim
  metadata: {name: data}
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .storageClass }}
    storageClassName: {{ . }}
    {{- end }}
    resources: {requests: {storage: {{ .storage }}}}
{{- end }}
