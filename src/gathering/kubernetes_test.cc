// SPDX-License-Identifier: Apache-2.0
#include "gathering/kubernetes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gathering/testing.h"

namespace crosswalk::gathering {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view infusion = R"(apiVersion: v1
kind: Namespace
metadata:
  name: infusion
  labels:
    pod-security.kubernetes.io/enforce: restricted
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: gateway, namespace: infusion}
spec:
  template:
    metadata:
      labels: {app: gateway, tier: edge}
    spec:
      serviceAccountName: gateway
      automountServiceAccountToken: false
      nodeSelector: {kubernetes.io/arch: amd64, kubernetes.io/os: linux}
      securityContext:
        runAsNonRoot: true
        runAsUser: 20001
        runAsGroup: 20001
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: app
          image: registry.example/infusion/gateway:2.1.0
          args: [--broker-password, fourth-secret, --port, "2575"]
          ports:
            - {name: mllp, containerPort: 2575}
            - {name: metrics, containerPort: 9100, hostPort: 9100, hostIP: 127.0.0.1}
          securityContext:
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
          env:
            - {name: DB_USER, value: gateway}
            - name: DB_PASSWORD
              valueFrom: {secretKeyRef: {name: db-login, key: password}}
            - {name: SMTP_PASSWORD, value: topsecret7}
          resources:
            limits: {memory: 512Mi}
            requests: {memory: 256Mi}
      volumes:
        - {name: log, hostPath: {path: /var/log/infusion}}
---
apiVersion: v1
kind: Service
metadata: {name: hl7, namespace: infusion}
spec:
  type: LoadBalancer
  selector: {app: gateway}
  loadBalancerSourceRanges: [10.30.0.0/16]
  ports:
    - {name: mllp, port: 2575, targetPort: mllp, appProtocol: mllp}
---
apiVersion: v1
kind: Service
metadata: {name: internal, namespace: infusion}
spec:
  selector: {app: gateway}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: time, namespace: infusion}
spec:
  type: NodePort
  selector: {app: gateway}
  ports:
    - {name: ntp, port: 123, nodePort: 30123, protocol: UDP, targetPort: nothing}
    - {name: other, port: 124}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: infusion}
spec:
  tls:
    - {hosts: [pumps.example], secretName: pumps-tls}
  rules:
    - host: pumps.example
    - host: plain.example
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: gateway, namespace: infusion}
spec:
  podSelector: {matchLabels: {app: gateway}}
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{namespaceSelector: {matchLabels: {zone: edge}}}]
      ports: [{port: 2575}]
  egress:
    - to: [{ipBlock: {cidr: 10.40.0.7/32}}]
      ports: [{protocol: TCP, port: 5432}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: gateway, namespace: infusion}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: gateway, namespace: infusion}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
  - {kind: ServiceAccount, name: gateway, namespace: infusion}
  - {kind: Group, name: nurses, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: infusion}
rules:
  - {apiGroups: [""], resources: [pods, configmaps], verbs: [get, list]}
  - {apiGroups: [apps], resources: [deployments], resourceNames: [gateway], verbs: [patch]}
---
apiVersion: v1
kind: Secret
metadata: {name: db-login, namespace: infusion}
stringData: {username: gateway, password: s3cr3tvalue}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: store, namespace: infusion}
spec:
  storageClassName: encrypted
  resources: {requests: {storage: 20Gi}}
)";

Gathering read(std::string_view text) { return gather_deployment(DeploymentKind::kubernetes, text, "k8s.yaml"); }

TEST(Kubernetes, TakesWhatIsReachedFromOutsideAsInterfaces) {
  EXPECT_EQ(
      written(read(infusion), "interfaces"),
      "interfaces: default=open, direction=in, id=gateway-9100, medium=network, name=gateway: metrics, "
      "peer=programs of the same machine (127.0.0.1), port=9100, transport=tcp\n"
      "interfaces: default=open, direction=in, id=hl7-2575, medium=network, name=hl7: mllp (port 2575 of the container), "
      "peer=10.30.0.0/16, port=2575, protocol=mllp, transport=tcp\n"
      "interfaces: default=open, direction=in, id=time-30123-udp, medium=network, name=time: ntp, port=30123, transport=udp\n"
      "interfaces: default=open, direction=in, id=time, medium=network, name=time: other, transport=tcp\n"
      "interfaces: default=open, direction=in, encryption=TLS, certificate in the secret pumps-tls, id=web-443, medium=network, "
      "name=web: pumps.example, port=443, protocol=HTTPS, transport=tcp\n"
      "interfaces: default=open, direction=in, id=web-80, medium=network, name=web: plain.example, port=80, protocol=HTTP, "
      "transport=tcp\n"
      "interfaces: direction=out, id=gateway-out-5432, medium=network, name=allowed by NetworkPolicy gateway, peer=10.40.0.7/32, "
      "port=5432, transport=tcp\n");
}

TEST(Kubernetes, TakesServiceAccountsUsersAndLogins) {
  EXPECT_EQ(
      written(read(infusion), "accounts"),
      "accounts: credential=in the variable DB_PASSWORD of Deployment gateway, container app (secret db-login, key password), "
      "id=db-gateway, kind=database, name=gateway\n"
      "accounts: id=os-20001, kind=operating_system, name=20001 (group 20001), purpose=Runs Deployment gateway, container app\n"
      "accounts: default_state=created_at_installation, id=sa-gateway, kind=service, name=gateway (namespace infusion), "
      "purpose=Pods of Deployment gateway use the Kubernetes API with it, roles=role-reader\n");
}

TEST(Kubernetes, TakesRolesWithTheirRights) {
  const Gathering made = read(infusion);
  const release::Entry* role = entry_of(made, "role-reader");
  ASSERT_NE(role, nullptr);
  ASSERT_EQ(role->find("rights")->texts.size(), 2U);
  EXPECT_EQ(role->find("rights")->texts[0], "get, list: pods, configmaps");
  EXPECT_EQ(role->find("rights")->texts[1], "patch: deployments of apps, those named gateway");
  EXPECT_THAT(made.remarks.text(), HasSubstr("the role reader is given to the group nurses"));
}

TEST(Kubernetes, ARoleThatIsBoundAndNotThereHasNoRights) {
  const Gathering made = read(R"(apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: x}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: job, namespace: ops}, {kind: User, name: jane}]
)");
  EXPECT_EQ(written(made),
            "roles: id=role-cluster-admin, name=cluster-admin (role of Kubernetes)\n"
            "accounts: id=sa-job, kind=service, name=job (namespace ops), roles=role-cluster-admin\n"
            "accounts: id=user-jane, name=jane, roles=role-cluster-admin\n");
  EXPECT_THAT(made.remarks.text(), HasSubstr("its rights do not stand in this file"));
}

TEST(Kubernetes, TakesWhatConfinesPods) {
  const std::string settings = written(read(infusion), "hardening");
  EXPECT_THAT(settings, HasSubstr("default=true, id=gateway-app-readOnlyRootFilesystem, setting=Root file system read-only, "
                                  "where=k8s.yaml, Deployment gateway, container app, securityContext.readOnlyRootFilesystem\n"));
  EXPECT_THAT(settings, HasSubstr("default=RuntimeDefault, id=gateway-seccompProfile"));
  EXPECT_THAT(settings, HasSubstr("default=ALL, id=gateway-app-capabilities-drop"));
  EXPECT_THAT(settings, HasSubstr("default=NET_BIND_SERVICE, id=gateway-app-capabilities-add"));
  EXPECT_THAT(settings, HasSubstr("default=false, id=gateway-automountServiceAccountToken"));
  EXPECT_THAT(settings, HasSubstr("default=restricted, id=infusion-pod-security-enforce"));
  EXPECT_THAT(
      settings,
      HasSubstr("default=pods app=gateway: in from all pods of namespaces zone=edge (TCP 2575); out to 10.40.0.7/32 (TCP 5432)"));
}

TEST(Kubernetes, TakesPlacesOfDataItemsAndRequirements) {
  const Gathering made = read(infusion);
  EXPECT_EQ(written(made, "data_places"),
            "data_places: place=/var/log/infusion of the node (Deployment gateway)\n"
            "data_places: data=credentials: username, password, place=Secret db-login of the cluster\n"
            "data_places: place=PersistentVolumeClaim store (20Gi, storage class encrypted)\n");
  EXPECT_EQ(written(made, "requirements"),
            "requirements: kind=operating_system, name=linux\n"
            "requirements: kind=hardware, name=amd64\n"
            "requirements: kind=hardware, name=memory for Deployment gateway, container app, versions=256Mi requested\n");
  EXPECT_EQ(said(made, "image-gateway", "version"), "2.1.0");
}

TEST(Kubernetes, NamesCredentialsByNameAndLineAndNeverShowsThem) {
  const Gathering made = read(infusion);
  const std::string remarks = made.remarks.text();
  EXPECT_THAT(remarks, HasSubstr("stands in this file: SMTP_PASSWORD"));
  EXPECT_THAT(remarks, HasSubstr("stands in this file: password of Secret db-login"));
  EXPECT_THAT(remarks,
              HasSubstr("k8s.yaml:27:17: warning: a credential stands in the command of Deployment gateway, container app"));
  EXPECT_THAT(remarks + written(made), Not(HasSubstr("fourth-secret")));
  EXPECT_THAT(remarks + written(made), Not(HasSubstr("topsecret7")));
  EXPECT_THAT(remarks + written(made), Not(HasSubstr("s3cr3tvalue")));
}

TEST(Kubernetes, TellsWhatItDoesNotTake) {
  const std::string remarks = read(infusion).remarks.text();
  EXPECT_THAT(remarks, HasSubstr("Service internal is reached within the cluster alone"));
  EXPECT_THAT(remarks, HasSubstr("no pod of this file that Service time selects has a port 'nothing'"));
  EXPECT_THAT(remarks, HasSubstr("Service time gets a node port that the cluster chooses"));
}

TEST(Kubernetes, ReadsListsAndJson) {
  const Gathering made = read(R"({"apiVersion": "v1", "kind": "List", "items": [
  {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "db"}, "spec": {"type": "ExternalName", "externalName": "db.hospital.example", "ports": [{"port": 5432}]}},
  {"apiVersion": "example.org/v1", "kind": "Widget", "metadata": {"name": "w"}},
  {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "clean"}, "spec": {"jobTemplate": {"spec": {"template": {"spec": {"containers": [{"name": "c", "image": "tools/clean:1.0"}]}}}}}}
]})");
  EXPECT_EQ(written(made),
            "interfaces: direction=out, id=db-out, medium=network, name=db, peer=db.hospital.example, port=5432, transport=tcp\n"
            "items: id=image-clean, name=tools/clean, purl=pkg:docker/tools/clean@1.0, version=1.0\n");
  EXPECT_THAT(made.remarks.text(), HasSubstr("k8s.yaml:3:3: warning: nothing is taken from objects of kind Widget"));
}

TEST(Kubernetes, ReadsListenersOfGateways) {
  const Gathering made = read(R"(apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec:
  listeners:
    - {name: web, port: 443, protocol: HTTPS, hostname: a.example, tls: {mode: Terminate}}
    - {name: hl7, port: 2575, protocol: TCP}
)");
  EXPECT_EQ(
      written(made),
      "interfaces: default=open, direction=in, encryption=TLS, id=edge-443, medium=network, name=edge: web, a.example, port=443, "
      "protocol=HTTPS, transport=tcp\n"
      "interfaces: default=open, direction=in, id=edge-2575, medium=network, name=edge: hl7, port=2575, transport=tcp\n");
}

TEST(Kubernetes, RemarksUponTheNetworkOfTheNodeAndPrivileges) {
  const Gathering made = read(R"(apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    spec:
      hostNetwork: true
      containers:
        - name: agent
          image: agent
          ports: [{containerPort: 8125, protocol: UDP}]
          securityContext: {privileged: true}
      volumes:
        - {name: s, hostPath: {path: /run/containerd/containerd.sock}}
)");
  EXPECT_EQ(said(made, "agent-8125-udp", "transport"), "udp");
  const std::string remarks = made.remarks.text();
  EXPECT_THAT(remarks, HasSubstr("is in the node's network"));
  EXPECT_THAT(remarks, HasSubstr("has a privileged container"));
  EXPECT_THAT(remarks, HasSubstr("socket of the container engine"));
  EXPECT_THAT(remarks, HasSubstr("names no version"));
}

TEST(Kubernetes, SaysWhatPoliciesOfTheNetworkLetThrough) {
  const Gathering made = read(R"(apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: n}
spec:
  podSelector: {}
  egress:
    - ports: [{port: 443}, {port: 8000, endPort: 8010, protocol: UDP}]
    - to: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]
)");
  EXPECT_EQ(
      said(made, "policy-n", "default"),
      "all pods of the namespace: nothing in; out to everywhere (TCP 443, UDP 8000-8010); out to all pods of the namespace, "
      "10.0.0.0/8 without 10.1.0.0/16");
  EXPECT_EQ(
      written(made, "interfaces"),
      "interfaces: direction=out, id=n-out-443, medium=network, name=allowed by NetworkPolicy n, peer=any address, port=443, "
      "transport=tcp\n"
      "interfaces: direction=out, id=n-out-8000-8010, medium=network, name=allowed by NetworkPolicy n, peer=any address, "
      "port=8000-8010, transport=udp\n"
      "interfaces: direction=out, id=n-out, medium=network, name=allowed by NetworkPolicy n, peer=10.0.0.0/8\n");
}

TEST(Kubernetes, RefusesTemplatesOfHelm) {
  const Gathering made = read("apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}-web\n");
  EXPECT_TRUE(made.entries.empty());
  EXPECT_THAT(made.remarks.text(), HasSubstr("error: this is a template of Helm"));
  EXPECT_THAT(read("apiVersion: v1\nkind: Service\nmetadata: {name: {{ name }}}\n").remarks.text(),
              HasSubstr("expressions in {{ }} stand in it"));
  // Templates of others, within texts.
  EXPECT_FALSE(is_helm_template("data:\n  alert: \"{{ $labels.instance }} is down\"\n"));
  EXPECT_TRUE(is_helm_template("{{- include \"chart.labels\" . | nindent 4 }}"));
}

TEST(Kubernetes, SaysWhatIsNoObject) {
  EXPECT_THAT(read("a: 1\n---\n- x\n").remarks.text(), HasSubstr("k8s.yaml:1:1: warning: this is no object of Kubernetes"));
  EXPECT_TRUE(read("").entries.empty());
  EXPECT_THAT(
      read("apiVersion: v1\nkind: Service\nspec: {type: NodePort, ports: [{port: 0, nodePort: 99999}, 5]}\n").remarks.text(),
      HasSubstr("a node port of Service is no port"));
}

}  // namespace
}  // namespace crosswalk::gathering
