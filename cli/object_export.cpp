#include "object_export.h"

#include "input.h"
#include "json_output.h"
#include "loaded_plugins.h"

#include <base/printable_text.h>
#include <store/file_store.h>

#include <objects/captured_objects.h>
#include <objects/object_files.h>

#include <filesystem>
#include <map>
#include <utility>

namespace tapscope::cli {
namespace {

Result<ObjectProtocol> protocolOf(const std::string& word) {
    static const std::map<std::string_view, ObjectProtocol> known = {
        {"http", ObjectProtocol::Http}, {"tftp", ObjectProtocol::Tftp}, {"imf", ObjectProtocol::Mail}};
    const auto found = known.find(word);
    if (found == known.end())
        return failure(ErrorKind::Invalid, "export objects of", word, "the protocol is not supported",
                       "The protocols are http, tftp and imf (mail)");
    return found->second;
}

void print(const std::vector<std::pair<std::string, const CapturedObject*>>& saved, bool asJson, Output& out) {
    if (!asJson) {
        for (const auto& [name, object] : saved)
            out.print("{}\t{}\t{} bytes\n", object->frame, printable(name), object->bytes.size());
        return;
    }
    printAsJson(out, saved, [](JsonWriter& json, const auto& each) {
        const auto& [name, object] = each;
        json.beginObject();
        json.member("frame", object->frame);
        json.member("file", name);
        json.member("host", object->host);
        json.member("type", object->type);
        json.member("bytes", object->bytes.size());
        json.member("whole", object->isWhole);
        json.endObject();
    });
}

} // namespace

Result<void> exportObjects(const ObjectWords& words, Session& session) {
    const auto protocol = protocolOf(words.protocol);
    if (!protocol)
        return std::unexpected(protocol.error());
    const LoadedPlugins plugins(session.plugins, words.scripts);
    auto source = seekableCapture(words.file);
    if (!source)
        return std::unexpected(source.error());
    auto store = source->open();
    if (!store)
        return std::unexpected(store.error());
    auto report = (*store)->index();
    if (!report)
        return std::unexpected(report.error());
    const auto found = collectObjects({.store = *store, .registry = &plugins.host().decoders()}, *protocol);
    if (!found)
        return std::unexpected(found.error());
    std::error_code fault;
    std::filesystem::create_directories(words.folder, fault);
    if (fault)
        return systemError(fault.value(), "create", words.folder.string());
    std::vector<std::pair<std::string, const CapturedObject*>> saved;
    std::size_t parts = 0;
    for (const CapturedObject& object : found->objects) {
        auto name = saveObject(object, saved.size() + 1, words.folder);
        if (!name)
            return std::unexpected(name.error());
        saved.emplace_back(std::move(*name), &object);
        parts += object.isWhole ? 0 : 1;
    }
    print(saved, words.json, session.out);
    if (parts > 0)
        say(fmt::format("{} objects are incomplete: some of their bytes are missing from the capture", parts));
    if (found->leftOut > 0)
        say(fmt::format("{} objects were left out: together they have more than 1 GiB, or there are too many",
                        found->leftOut));
    if (parts > 0 || found->leftOut > 0)
        session.exitCode = leftOut;
    if (report->damage)
        return std::unexpected(callStream(words.file, *report->damage));
    return {};
}

} // namespace tapscope::cli
