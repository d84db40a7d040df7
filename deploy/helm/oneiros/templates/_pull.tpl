{{- define "oneiros.pull" -}}
- name: models
  image: {{ .Values.models.image }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  securityContext:
    {{- include "oneiros.containerSecurity" . | nindent 4 }}
  command: [sh, /pull/pull.sh, /var/lib/oneiros/models]
  env:
    - name: HOME
      value: /tmp
    {{- range $name, $value := .Values.models.env }}
    - name: {{ $name }}
      value: {{ $value | quote }}
    {{- end }}
  resources:
    requests: { cpu: 100m, memory: 256Mi }
    limits: { memory: 512Mi }
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: home
      mountPath: /var/lib/oneiros
    - name: pull
      mountPath: /pull
      readOnly: true
{{- end -}}
