{{/*
The pod of one of the services. Called with a dict:
  root       the chart's root
  component  gateway, scheduler, storage, worker-POOL
  image      what it runs
  port       where it serves HTTP: the API, health and metrics
  models     whether it needs networks
  env        environment of its own, as settings
  secrets    variables of its own that come from secrets, by name: name and key of each; may be left away
  values     of the service or the pool: settings, javaOptions, resources, nodeSelector, tolerations
  seconds    from SIGTERM to SIGKILL
  claim      whether a claim of the name "home" is there for what it keeps
*/}}
{{- define "oneiros.pod" -}}
{{- $root := .root -}}
metadata:
  labels:
    {{- include "oneiros.labels" (list $root .component) | nindent 4 }}
spec:
  serviceAccountName: {{ include "oneiros.fullname" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .seconds }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    {{- include "oneiros.podSecurity" $root | nindent 4 }}
  {{- with .values.runtimeClassName }}
  runtimeClassName: {{ . }}
  {{- end }}
  {{- with .values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- include "oneiros.spread" (list $root .component) | nindent 2 }}
  {{- if and .models $root.Values.models.pull }}
  initContainers:
    {{- include "oneiros.pull" $root | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ regexReplaceAll "-.*" .component "" }}
      image: {{ .image }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      securityContext:
        {{- include "oneiros.containerSecurity" $root | nindent 8 }}
      ports:
        - name: http
          containerPort: {{ .port }}
      env:
        {{- include "oneiros.env" . | nindent 8 }}
      {{- include "oneiros.probes" . | nindent 6 }}
      lifecycle:
        preStop:
          sleep:
            # So long it may take until nobody sends anything here any more.
            seconds: 3
      resources:
        {{- toYaml .values.resources | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        - name: home
          mountPath: /var/lib/oneiros
        {{- if $root.Values.kafka.security.ca.name }}
        - name: kafka-ca
          mountPath: /etc/oneiros/kafka
          readOnly: true
        {{- end }}
        {{- if and .models $root.Values.models.claim }}
        - name: models
          mountPath: /models
          readOnly: true
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {}
    {{- if not .claim }}
    - name: home
      emptyDir: {}
    {{- end }}
    {{- with $root.Values.kafka.security.ca.name }}
    - name: kafka-ca
      secret:
        secretName: {{ . }}
    {{- end }}
    {{- if and .models $root.Values.models.pull }}
    - name: pull
      configMap:
        name: {{ include "oneiros.fullname" $root }}-pull
    {{- end }}
    {{- if and .models $root.Values.models.claim }}
    - name: models
      persistentVolumeClaim:
        claimName: {{ $root.Values.models.claim }}
        readOnly: true
    {{- end }}
{{- end -}}

{{- define "oneiros.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "oneiros.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "oneiros.env" -}}
{{- $values := .root.Values -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ include "oneiros.kafka" .root | quote }}
- name: ONEIROS_OBJECTS_ENDPOINT
  value: {{ include "oneiros.objects" .root | quote }}
- name: ONEIROS_OBJECTS_BUCKET
  value: {{ $values.objects.bucket | quote }}
- name: ONEIROS_OBJECTS_REGION
  value: {{ $values.objects.region | quote }}
- name: ONEIROS_OBJECTS_ACCESS_KEY
  {{- include "oneiros.secretKey" (list $values.objects.secret.name $values.objects.secret.accessKey) | nindent 2 }}
- name: ONEIROS_OBJECTS_SECRET_KEY
  {{- include "oneiros.secretKey" (list $values.objects.secret.name $values.objects.secret.secretKey) | nindent 2 }}
{{- if and .models $values.models.claim }}
- name: ONEIROS_MODELS
  value: /models
{{- end }}
{{- include "oneiros.kafkaSecurity" .root }}
{{- with .values.javaOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- range $name, $secret := .secrets }}
- name: {{ $name }}
  {{- include "oneiros.secretKey" (list $secret.name $secret.key) | nindent 2 }}
{{- end }}
{{- $watched := dict -}}
{{- if $values.logJson }}
{{- $_ := set $watched "oneiros.log.json" true -}}
{{- end }}
{{- with $values.otel.endpoint }}
{{- $_ := set $watched "quarkus.otel.sdk.disabled" false -}}
{{- $_ := set $watched "quarkus.otel.exporter.otlp.endpoint" . -}}
{{- end }}
{{- include "oneiros.settings" (mergeOverwrite $watched $values.settings .env (.values.settings | default dict)) }}
{{- end -}}

{{/* How brokers let one in: kafka.*, which every client of every service begins with. */}}
{{- define "oneiros.kafkaSecurity" -}}
{{- $security := .Values.kafka.security -}}
{{- if ne $security.protocol "PLAINTEXT" }}
{{- if .Values.strimzi.enabled }}
{{- fail "kafka.security is for brokers that are there already: those of strimzi.enabled are plain, and kept by network policies" }}
{{- end }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ $security.protocol }}
{{- if hasPrefix "SASL" $security.protocol }}
- name: KAFKA_SASL_MECHANISM
  value: {{ $security.mechanism }}
- name: KAFKA_SASL_JAAS_CONFIG
  {{- $name := required "SASL wants kafka.security.jaas.name, a secret" $security.jaas.name -}}
  {{- include "oneiros.secretKey" (list $name $security.jaas.key) | nindent 2 }}
{{- end }}
{{- if $security.ca.name }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_LOCATION
  value: /etc/oneiros/kafka/{{ $security.ca.key }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A first start may have a library of 450 MB to unpack, or a state to restore. */}}
{{- define "oneiros.probes" -}}
startupProbe:
  httpGet: { path: /q/health/started, port: http }
  periodSeconds: 5
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /q/health/live, port: http }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: { path: /q/health/ready, port: http }
  periodSeconds: 5
  timeoutSeconds: 5
{{- end -}}
