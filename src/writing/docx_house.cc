// SPDX-License-Identifier: Apache-2.0
// A DOCX file in the look of a house: the parts of its template, into which ours are put.
#include <zip.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <pugixml.hpp>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "writing/docx_parts.h"

namespace crosswalk::writing {
namespace {

constexpr const char* kTypes = "[Content_Types].xml";
constexpr const char* kBody = "word/document.xml";
constexpr const char* kRelations = "word/_rels/document.xml.rels";
constexpr const char* kStyles = "word/styles.xml";
constexpr const char* kNumbering = "word/numbering.xml";

base::Error refused(std::string why) { return {base::ErrorCode::usage, "template of the house", std::move(why)}; }

std::string text_of(const pugi::xml_node& node) {
  std::ostringstream out;
  node.print(out, "", pugi::format_raw | pugi::format_no_declaration);
  return out.str();
}

std::string part_of(const pugi::xml_document& document) {
  std::ostringstream out;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return out.str() + "\n";
}

/// Puts ours into the parts of a template.
class House {
 public:
  explicit House(const HouseTemplate& house) { out_.parts = house.parts; }

  base::Result<DocxFrame> take(DocxFrame own) {
    CW_RETURN_IF_ERROR(check());
    CW_RETURN_IF_ERROR(take_body());
    CW_RETURN_IF_ERROR(take_styles(own.parts[kStyles]));
    CW_RETURN_IF_ERROR(take_numbering(own.parts[kNumbering]));
    CW_RETURN_IF_ERROR(leave_out());
    for (const char* name : {"docProps/core.xml", "docProps/custom.xml"}) out_.parts[name] = own.parts[name];
    CW_RETURN_IF_ERROR(declare());
    return std::move(out_);
  }

 private:
  base::Result<void> read(const char* part, pugi::xml_document& into) const {
    const auto found = out_.parts.find(part);
    if (found == out_.parts.end()) return refused(std::string(part) + " is missing: it is no DOCX or DOTX file");
    const auto result = into.load_buffer(found->second.data(), found->second.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (!result) return refused(std::string(part) + ": " + result.description());
    return {};
  }

  base::Result<void> check() const {
    for (const char* part : {kTypes, kBody, kRelations, kStyles, "_rels/.rels"}) {
      if (!out_.parts.contains(part)) return refused(std::string(part) + " is missing: it is no DOCX or DOTX file");
    }
    for (const auto& [name, bytes] : out_.parts) {
      const std::string lower = base::to_lower(name);
      if (lower.ends_with("vbaproject.bin") || lower.ends_with("vbadata.xml")) {
        return refused("it holds macros; save it as DOTX");
      }
    }
    if (out_.parts.at(kTypes).find("macroEnabled") != std::string::npos) return refused("it holds macros; save it as DOTX");
    return {};
  }

  /// The page, header and footer of the template, and the names that they are written with; its text goes.
  base::Result<void> take_body() {
    pugi::xml_document document;
    CW_RETURN_IF_ERROR(read(kBody, document));
    const pugi::xml_node root = document.child("w:document");
    if (!root) return refused("word/document.xml does not begin with w:document");
    out_.namespaces.clear();
    for (const pugi::xml_attribute& attribute : root.attributes()) {
      const std::string_view name = attribute.name();
      if (name.starts_with("xmlns:") || name == "mc:Ignorable") {
        out_.namespaces += " " + std::string(name) + "=\"" + xml_text(attribute.value()) + "\"";
      }
    }
    if (!root.attribute("xmlns:r")) {
      out_.namespaces += " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    }
    const pugi::xml_node section = root.child("w:body").child("w:sectPr");
    out_.section = section ? text_of(section) : std::string();
    out_.parts.erase(kBody);
    return {};
  }

  /// The id of a style in the template, by the name that Word gives its own in every language; empty where there is none.
  static std::string id_of(const pugi::xml_node& styles, std::string_view name) {
    const std::string wanted = base::to_lower(name);
    for (const pugi::xml_node& style : styles.children("w:style")) {
      if (base::to_lower(style.child("w:name").attribute("w:val").value()) == wanted) return style.attribute("w:styleId").value();
    }
    return {};
  }

  static bool has_id(const pugi::xml_node& styles, std::string_view id) {
    for (const pugi::xml_node& style : styles.children("w:style")) {
      if (std::string_view(style.attribute("w:styleId").value()) == id) return true;
    }
    return false;
  }

  base::Result<void> take_styles(const std::string& own_part) {
    pugi::xml_document theirs;
    CW_RETURN_IF_ERROR(read(kStyles, theirs));
    pugi::xml_node styles = theirs.child("w:styles");
    if (!styles) return refused("word/styles.xml does not begin with w:styles");
    pugi::xml_document ours;
    if (!ours.load_string(own_part.c_str())) return base::Error{base::ErrorCode::internal, "styles", {}};
    const StyleIds own = own_styles();
    for (std::size_t i = 0; i < own.size(); ++i) {
      const pugi::xml_node definition = style_with_id(ours.child("w:styles"), own[i]);
      const bool table = static_cast<DocxStyle>(i) == DocxStyle::table;
      std::string id = id_of(styles, definition.child("w:name").attribute("w:val").value());
      if (id.empty() && table) id = id_of(styles, "Table Grid");
      if (id.empty()) {
        out_.added_styles.emplace_back(definition.child("w:name").attribute("w:val").value());
        id = add_style(styles, definition, own[i]);
      }
      out_.styles[i] = id;
    }
    out_.parts[kStyles] = part_of(theirs);
    return {};
  }

  static pugi::xml_node style_with_id(const pugi::xml_node& styles, std::string_view id) {
    for (const pugi::xml_node& style : styles.children("w:style")) {
      if (std::string_view(style.attribute("w:styleId").value()) == id) return style;
    }
    return {};
  }

  std::string add_style(pugi::xml_node& styles, const pugi::xml_node& definition, const std::string& wanted) {
    const std::string id = has_id(styles, wanted) ? "Crosswalk" + wanted : wanted;
    pugi::xml_node added = styles.append_copy(definition);
    added.attribute("w:styleId").set_value(id.c_str());
    added.remove_attribute("w:default");
    // What it is based on has another id there.
    for (const char* name : {"w:basedOn", "w:next"}) {
      if (pugi::xml_node reference = added.child(name)) {
        const bool table = std::string_view(reference.attribute("w:val").value()) == "TableNormal";
        const std::string base = table ? id_of(styles, "Normal Table") : out_.styles[static_cast<std::size_t>(DocxStyle::normal)];
        if (base.empty()) {
          added.remove_child(reference);
        } else {
          reference.attribute("w:val").set_value(base.c_str());
        }
      }
    }
    return id;
  }

  /// Our lists behind those of the template.
  base::Result<void> take_numbering(const std::string& own_part) {
    if (!out_.parts.contains(kNumbering)) {
      out_.parts[kNumbering] = own_part;
      out_.first_numbering = 1;
      return {};
    }
    pugi::xml_document theirs;
    CW_RETURN_IF_ERROR(read(kNumbering, theirs));
    pugi::xml_node root = theirs.child("w:numbering");
    if (!root) return refused("word/numbering.xml does not begin with w:numbering");
    int last_abstract = -1;
    int last = 0;
    for (const pugi::xml_node& node : root.children("w:abstractNum")) {
      last_abstract = std::max(last_abstract, node.attribute("w:abstractNumId").as_int());
    }
    for (const pugi::xml_node& node : root.children("w:num")) last = std::max(last, node.attribute("w:numId").as_int());
    pugi::xml_document ours;
    if (!ours.load_string(own_part.c_str())) return base::Error{base::ErrorCode::internal, "numbering", {}};
    // All definitions stand before the first list. Source: ECMA-376 Part 1, 17.9.16.
    pugi::xml_node first_list = root.child("w:num");
    for (const pugi::xml_node& node : ours.child("w:numbering").children("w:abstractNum")) {
      pugi::xml_node added = first_list ? root.insert_copy_before(node, first_list) : root.append_copy(node);
      const int number = node.attribute("w:abstractNumId").as_int() + last_abstract + 1;
      added.attribute("w:abstractNumId").set_value(number);
    }
    const pugi::xml_node after = root.child("w:numIdMacAtCleanup");
    for (const pugi::xml_node& node : ours.child("w:numbering").children("w:num")) {
      pugi::xml_node added = after ? root.insert_copy_before(node, after) : root.append_copy(node);
      added.attribute("w:numId").set_value(node.attribute("w:numId").as_int() + last);
      pugi::xml_attribute abstract = added.child("w:abstractNumId").attribute("w:val");
      abstract.set_value(abstract.as_int() + last_abstract + 1);
    }
    out_.first_numbering = last + 1;
    out_.parts[kNumbering] = part_of(theirs);
    return {};
  }

  static std::string_view last_word(std::string_view type) { return type.substr(type.rfind('/') + 1); }

  static bool is_external(const pugi::xml_node& relation) {
    return std::string_view(relation.attribute("TargetMode").value()) == "External";
  }

  /// "word/header1.xml": "word/_rels/header1.xml.rels".
  static std::string relations_of(const std::string& part) {
    const std::size_t slash = part.rfind('/');
    const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
    return part.substr(0, name) + "_rels/" + part.substr(name) + ".rels";
  }

  /// The part that a relation of `from` names.
  static std::string part_named(const std::string& from, std::string target) {
    if (target.starts_with('/')) return target.substr(1);
    std::string folder = from.substr(0, from.rfind('/') == std::string::npos ? 0 : from.rfind('/') + 1);
    while (target.starts_with("../")) {
      target.erase(0, 3);
      if (!folder.empty()) folder.pop_back();
      folder.erase(folder.rfind('/') == std::string::npos ? 0 : folder.rfind('/') + 1);
    }
    return folder + target;
  }

  /// Keeps of a part's relations those of these types that stay within the file.
  base::Result<void> keep_relations(const char* part, std::span<const std::string_view> types) {
    pugi::xml_document relations;
    CW_RETURN_IF_ERROR(read(part, relations));
    pugi::xml_node root = relations.child("Relationships");
    std::vector<pugi::xml_node> gone;
    for (const pugi::xml_node& relation : root.children("Relationship")) {
      const std::string_view type = last_word(relation.attribute("Type").value());
      if (is_external(relation) || std::find(types.begin(), types.end(), type) == types.end()) gone.push_back(relation);
    }
    for (const pugi::xml_node& relation : gone) root.remove_child(relation);
    out_.parts[part] = part_of(relations);
    return {};
  }

  /// What settings load from elsewhere goes: the template that the file was made of, and letters in series.
  base::Result<void> clean_settings() {
    constexpr const char* settings = "word/settings.xml";
    if (!out_.parts.contains(settings)) return {};
    pugi::xml_document document;
    CW_RETURN_IF_ERROR(read(settings, document));
    pugi::xml_node root = document.child("w:settings");
    for (const char* name : {"w:attachedTemplate", "w:mailMerge", "w:documentProtection", "w:writeProtection"}) {
      while (root.remove_child(name)) {
      }
    }
    out_.parts[settings] = part_of(document);
    out_.parts.erase("word/_rels/settings.xml.rels");
    return {};
  }

  /// Of notes only the lines between them and the text.
  base::Result<void> clean_notes(const char* part, const char* name) {
    if (!out_.parts.contains(part)) return {};
    pugi::xml_document document;
    CW_RETURN_IF_ERROR(read(part, document));
    pugi::xml_node root = document.first_child();
    std::vector<pugi::xml_node> gone;
    for (const pugi::xml_node& note : root.children(name)) {
      if (!note.attribute("w:type")) gone.push_back(note);
    }
    for (const pugi::xml_node& note : gone) root.remove_child(note);
    out_.parts[part] = part_of(document);
    return {};
  }

  /// The parts that a part names; a header may lead to a page, but load nothing.
  base::Result<std::vector<std::string>> named_by(const std::string& part) const {
    std::vector<std::string> out;
    const std::string from = relations_of(part);
    if (!out_.parts.contains(from)) return out;
    pugi::xml_document relations;
    CW_RETURN_IF_ERROR(read(from.c_str(), relations));
    for (const pugi::xml_node& relation : relations.child("Relationships").children("Relationship")) {
      if (!is_external(relation)) {
        out.push_back(part_named(part, relation.attribute("Target").value()));
      } else if (last_word(relation.attribute("Type").value()) != "hyperlink") {
        return refused(part + " loads " + relation.attribute("Target").value() + " from elsewhere; put it into the file");
      }
    }
    out.push_back(from);
    return out;
  }

  /// Leaves out what belongs to the template's own text, or to who wrote it, and what would be loaded from elsewhere.
  base::Result<void> leave_out() {
    static constexpr std::array<std::string_view, 3> of_file{"officeDocument", "core-properties", "custom-properties"};
    static constexpr std::array<std::string_view, 10> of_body{"styles", "theme",  "fontTable", "settings", "webSettings",
                                                              "header", "footer", "footnotes", "endnotes", "numbering"};
    CW_RETURN_IF_ERROR(keep_relations("_rels/.rels", of_file));
    CW_RETURN_IF_ERROR(keep_relations(kRelations, of_body));
    CW_RETURN_IF_ERROR(clean_settings());
    CW_RETURN_IF_ERROR(clean_notes("word/footnotes.xml", "w:footnote"));
    CW_RETURN_IF_ERROR(clean_notes("word/endnotes.xml", "w:endnote"));
    std::set<std::string> kept{kTypes, kStyles, kNumbering, "_rels/.rels"};
    std::vector<std::string> next{kBody};
    while (!next.empty()) {
      const std::string part = next.back();
      next.pop_back();
      if (!kept.insert(part).second) continue;
      CW_ASSIGN_OR_RETURN(const std::vector<std::string> named, named_by(part));
      next.insert(next.end(), named.begin(), named.end());
    }
    for (auto it = out_.parts.begin(); it != out_.parts.end();)
      it = kept.contains(it->first) ? std::next(it) : out_.parts.erase(it);
    return {};
  }

  static bool relates(const pugi::xml_node& relations, std::string_view type_end) {
    for (const pugi::xml_node& relation : relations.children("Relationship")) {
      if (std::string_view(relation.attribute("Type").value()).ends_with(type_end)) return true;
    }
    return false;
  }

  base::Result<void> relate(const char* part, const char* id, const char* type, const char* target) {
    pugi::xml_document relations;
    CW_RETURN_IF_ERROR(read(part, relations));
    pugi::xml_node root = relations.child("Relationships");
    const std::string_view whole = type;
    if (!root) return refused(std::string(part) + " does not begin with Relationships");
    if (relates(root, whole.substr(whole.rfind('/')))) return {};
    pugi::xml_node added = root.append_child("Relationship");
    added.append_attribute("Id").set_value(id);
    added.append_attribute("Type").set_value(type);
    added.append_attribute("Target").set_value(target);
    out_.parts[part] = part_of(relations);
    return {};
  }

  /// Names the parts that are new, and says that the file is no template.
  base::Result<void> declare() {
    CW_RETURN_IF_ERROR(relate(kRelations, "crosswalkNumbering",
                              "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering", "numbering.xml"));
    CW_RETURN_IF_ERROR(relate(kRelations, "crosswalkStyles",
                              "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles", "styles.xml"));
    CW_RETURN_IF_ERROR(relate("_rels/.rels", "crosswalkCore",
                              "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                              "docProps/core.xml"));
    CW_RETURN_IF_ERROR(relate("_rels/.rels", "crosswalkCustom",
                              "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
                              "docProps/custom.xml"));
    pugi::xml_document types;
    CW_RETURN_IF_ERROR(read(kTypes, types));
    pugi::xml_node root = types.child("Types");
    std::vector<pugi::xml_node> gone;
    for (const pugi::xml_node& entry : root.children("Override")) {
      const std::string name = std::string(entry.attribute("PartName").value());
      if (name.empty() || (name != "/word/document.xml" && !out_.parts.contains(name.substr(1)))) gone.push_back(entry);
    }
    for (const pugi::xml_node& entry : gone) root.remove_child(entry);
    const auto type = [&](const std::string& part, const char* content) {
      for (pugi::xml_node& entry : root.children("Override")) {
        if (part == entry.attribute("PartName").value()) {
          entry.attribute("ContentType").set_value(content);
          return;
        }
      }
      pugi::xml_node entry = root.append_child("Override");
      entry.append_attribute("PartName").set_value(part.c_str());
      entry.append_attribute("ContentType").set_value(content);
    };
    type("/word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
    type("/word/numbering.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml");
    type("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    type("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml");
    out_.parts[kTypes] = part_of(types);
    return {};
  }

  DocxFrame out_;
};

constexpr zip_int64_t most_parts = 4000;
constexpr std::uint64_t most_bytes = 64ULL << 20;

/// Reads one member; what the archive says of its size is only believed as far as the limit goes.
base::Result<std::string> unpacked(zip_t* archive, zip_int64_t index, std::uint64_t left) {
  zip_stat_t info;
  zip_stat_init(&info);
  if (zip_stat_index(archive, static_cast<zip_uint64_t>(index), 0, &info) != 0) return refused(zip_strerror(archive));
  if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && info.encryption_method != ZIP_EM_NONE) return refused("it is encrypted");
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(archive, static_cast<zip_uint64_t>(index), 0),
                                                                zip_fclose);
  if (file == nullptr) return refused(zip_strerror(archive));
  std::string out;
  std::array<char, 65536> buffer{};
  for (zip_int64_t got = 0; (got = zip_fread(file.get(), buffer.data(), buffer.size())) != 0;) {
    if (got < 0) return refused("it is damaged");
    if (out.size() + static_cast<std::uint64_t>(got) > left) return refused("it is larger than 64 MiB when it is unpacked");
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return out;
}

}  // namespace

base::Result<HouseTemplate> read_house_template(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return refused(zip_error_strerror(&error));
  const std::unique_ptr<zip_t, decltype(&zip_discard)> archive(zip_open_from_source(source, ZIP_RDONLY, &error), zip_discard);
  if (archive == nullptr) {
    zip_source_free(source);
    return refused("it is no DOCX or DOTX file");
  }
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  if (count > most_parts) return refused("it has more than 4000 parts");
  HouseTemplate out;
  std::uint64_t left = most_bytes;
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), 0);
    if (name == nullptr) return refused("it is damaged");
    if (std::string_view(name).ends_with('/')) continue;
    CW_ASSIGN_OR_RETURN(std::string part, unpacked(archive.get(), i, left));
    left -= part.size();
    if (!out.parts.emplace(name, std::move(part)).second) return refused("it has two parts named " + std::string(name));
  }
  return out;
}

base::Result<std::vector<std::string>> missing_styles(const HouseTemplate& house) {
  CW_ASSIGN_OR_RETURN(DocxFrame frame, house_frame({}, {}, house, 0));
  return std::move(frame.added_styles);
}

base::Result<DocxFrame> house_frame(const Paper& paper, const Brand& brand, const HouseTemplate& house, std::size_t numbered) {
  return House(house).take(own_frame(paper, brand, numbered));
}

}  // namespace crosswalk::writing
