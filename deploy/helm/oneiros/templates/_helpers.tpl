{{/* What makes one release's objects differ from another's. */}}
{{- define "oneiros.fullname" -}}
{{- if contains "oneiros" .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-oneiros" .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{/* Called with (list root component): labels that never change. */}}
{{- define "oneiros.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: oneiros
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "oneiros.labels" -}}
{{- $root := index . 0 -}}
{{ include "oneiros.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ $root.Chart.Name }}-{{ $root.Chart.Version }}
{{- end -}}

{{/* Called with (list root name suffix). */}}
{{- define "oneiros.image" -}}
{{- $root := index . 0 -}}
{{- with $root.Values.image -}}
{{- if .registry }}{{ .registry }}/{{ end }}{{ .repository }}/{{ index $ 1 }}:{{ .tag | default $root.Chart.AppVersion }}{{ index $ 2 }}
{{- end -}}
{{- end -}}

{{- define "oneiros.kafka" -}}
{{- if .Values.strimzi.enabled -}}
{{ include "oneiros.fullname" . }}-kafka-bootstrap:9092
{{- else -}}
{{ required "Set kafka.bootstrapServers to a Kafka that is there, or strimzi.enabled to have one made" .Values.kafka.bootstrapServers }}
{{- end -}}
{{- end -}}

{{- define "oneiros.objects" -}}
{{- if .Values.minio.enabled -}}
http://{{ include "oneiros.fullname" . }}-minio:9000
{{- else -}}
{{ required "Set objects.endpoint to an S3 that is there, or minio.enabled to have one made" .Values.objects.endpoint }}
{{- end -}}
{{- end -}}

{{/* Whether MinIO is the chart's and is to tell Kafka of photos: empty for no. */}}
{{- define "oneiros.notifying" -}}
{{- if and .Values.minio.enabled .Values.gateway.drops.prefix -}}
{{- if ne .Values.kafka.security.protocol "PLAINTEXT" -}}
{{- fail "The chart's MinIO calls plain Kafka only: with kafka.security, gateway.drops wants an S3 of yours that notifies" -}}
{{- end -}}
yes
{{- end -}}
{{- end -}}

{{/* The ports of Kafka, one for each broker that is named. */}}
{{- define "oneiros.kafkaPorts" -}}
{{- $ports := list -}}
{{- range include "oneiros.kafka" . | splitList "," -}}
{{- $ports = append $ports (include "oneiros.port" (trim .)) -}}
{{- end -}}
{{- range uniq $ports }}
- port: {{ . }}
{{- end }}
{{- end -}}

{{/* The port of an address, HOST:PORT or a URL. */}}
{{- define "oneiros.port" -}}
{{- $plain := regexReplaceAll "^[a-z]+://" . "" | regexFind ":[0-9]+" | trimPrefix ":" -}}
{{- $plain | default (ternary "443" "80" (hasPrefix "https:" .)) -}}
{{- end -}}

{{- define "oneiros.secretKey" -}}
valueFrom:
  secretKeyRef:
    name: {{ index . 0 }}
    key: {{ index . 1 }}
{{- end -}}

{{/* Settings as environment variables: the rule of MicroProfile Config. */}}
{{- define "oneiros.settings" -}}
{{- range $name, $value := . }}
- name: {{ regexReplaceAll "[^A-Z0-9]" (upper $name) "_" }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{- define "oneiros.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "oneiros.selector" . | nindent 8 }}
{{- end -}}
