// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>

#include "comparison/render.h"
#include "reports/json/json_writer.h"
#include "reports/writer.h"

namespace crosswalk::comparison {
namespace {

using base::word;

class Json {
 public:
  Json(const Comparison& comparison, reports::Writer& out) : comparison_(comparison), json_(out) {}

  void render() {
    json_.begin_object();
    json_.text("schema_version", "1.0");
    json_.boolean("comparable", comparison_.comparable);
    json_.text("why_not", comparison_.why_not);
    head("before", comparison_.before);
    head("after", comparison_.after);
    json_.begin_object("summary");
    for (const Change change : {Change::new_gap, Change::changed, Change::closed, Change::not_comparable, Change::unchanged})
      json_.number(word(change), comparison_.count(change));
    json_.number("clear", comparison_.clear);
    json_.number("newly_undecided", comparison_.count_newly_undecided());
    json_.end_object();
    json_.begin_array("differences");
    for (const Cause& cause : comparison_.differences) this->cause(cause);
    json_.end_array();
    json_.begin_array("constraints");
    for (const ConstraintChange& change : comparison_.constraints) constraint(change);
    json_.end_array();
    json_.end_object();
  }

 private:
  void head(std::string_view key, const Comparison::Head& head) {
    json_.begin_object(key);
    json_.text("schema_version", head.schema_version);
    json_.text("tool_version", head.tool_version);
    json_.text("as_of", head.as_of);
    json_.text("inputs_sha256", head.inputs_sha256);
    json_.text("product", head.product);
    json_.begin_array("packs");
    for (const auto& [id, pack] : head.packs) {
      json_.begin_object();
      json_.text("id", id);
      json_.text("version", pack.version);
      json_.text("sha256", pack.sha256);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void cause(const Cause& cause) {
    json_.begin_object();
    json_.text("kind", word(cause.kind));
    json_.text("subject", cause.subject);
    json_.text("before", cause.before);
    json_.text("after", cause.after);
    json_.text("text", cause_text(cause));
    json_.end_object();
  }

  void side(std::string_view key, const std::optional<Side>& side) {
    if (!side) {
      json_.null(key);
      return;
    }
    json_.begin_object(key);
    json_.text("verdict", word(side->verdict));
    json_.text("reason", side->reason);
    if (side->severity) {
      json_.text("severity", word(*side->severity));
    } else {
      json_.null("severity");
    }
    if (side->coverage) {
      json_.begin_object("coverage");
      json_.number("of", side->coverage->of);
      json_.number("with", side->coverage->with);
      json_.begin_array("without");
      for (const std::string& path : side->coverage->without) json_.text({}, path);
      json_.end_array();
      json_.end_object();
    } else {
      json_.null("coverage");
    }
    json_.end_object();
  }

  void product_side(std::string_view key, const std::optional<ProductState>& state) {
    if (!state) {
      json_.null(key);
      return;
    }
    json_.begin_object(key);
    json_.text("version", state->version);
    json_.text("verdict", word(state->verdict));
    json_.end_object();
  }

  void constraint(const ConstraintChange& change) {
    json_.begin_object();
    json_.text("id", change.id);
    json_.text("level", word(change.level));
    json_.text("text", change.text);
    json_.text("change", word(change.change));
    json_.text("direction", word(change.direction));
    side("before", change.before);
    side("after", change.after);
    json_.begin_array("products");
    for (const ProductChange& product : change.products) {
      json_.begin_object();
      json_.text("name", product.name);
      json_.text("change", word(product.change));
      json_.text("direction", word(product.direction));
      product_side("before", product.before);
      product_side("after", product.after);
      json_.end_object();
    }
    json_.end_array();
    json_.begin_array("because");
    for (const Cause& cause : change.because) this->cause(cause);
    json_.end_array();
    json_.text("why_not", change.why_not);
    json_.text("remedy", change.remedy);
    json_.end_object();
  }

  const Comparison& comparison_;
  reports::JsonWriter json_;
};

}  // namespace

base::Result<void> render_json(const Comparison& comparison, const RenderOptions& /*options*/, reports::Sink& sink) {
  reports::Writer out(sink);
  Json(comparison, out).render();
  return out.finish();
}

}  // namespace crosswalk::comparison
