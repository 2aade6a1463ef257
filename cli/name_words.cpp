#include "name_words.h"

#include "input.h"
#include "verb.h"

#include <decode/dissector.h>
#include <store/file_store.h>

#include <names/name_blocks.h>
#include <names/name_harvest.h>

#include <filesystem>
#include <utility>

namespace tapscope::cli {
namespace {

std::shared_ptr<const VendorTable> readVendors() {
    auto table = std::make_shared<VendorTable>();
    for (const auto& file : vendorFiles()) {
        if (const auto read = table->read(file); !read)
            say(read.error().text());
    }
    table->finish();
    if (table->size() == 0)
        say("no table of the vendors of network cards was found: install the package ieee-data");
    return table;
}

/// Adds the names that the frames of a file contain, in their order.
Result<void> addNamesOfFrames(HostNames& names, const std::string& path, const DecoderRegistry& registry) {
    auto walker = openCapture(path);
    if (!walker)
        return std::unexpected(walker.error());
    const NameHarvest harvest(registry);
    const auto plan = DissectionPlan::fields(registry, harvest.fields());
    const Dissector dissector(registry);
    Dissection dissection;
    for (FrameChunk chunk; walker->next(chunk);) {
        for (const Frame& frame : chunk.frames) {
            dissector.dissect(frame, plan, dissection);
            harvest.take(dissection,
                         [&](const IpAddress& address, std::string_view name) { names.add(address, name); });
        }
    }
    return {};
}

/// A file that grows, or that can be read only once, is not searched for names before it is printed.
bool isReadTwice(const NameWords& words) {
    std::error_code unknown;
    return !words.follow && std::filesystem::is_regular_file(words.file, unknown);
}

Result<std::shared_ptr<const HostNames>> readHosts(const NameWords& words, const DecoderRegistry& registry) {
    auto names = std::make_shared<HostNames>();
    for (const auto& file : words.hostFiles) {
        if (auto read = names->readFile(file); !read)
            return std::unexpected(read.error());
    }
    const bool canReadTwice = isReadTwice(words);
    if (canReadTwice) {
        if (const auto store = FileStore::open(words.file)) {
            if (const auto added = addNamesOfFiles(*names, **store, {}); !added)
                say(added.error().text());
        }
    }
    static_cast<void>(names->readFile("/etc/hosts")); // some machines do not have this file
    if (canReadTwice) {
        if (auto added = addNamesOfFrames(*names, words.file, registry); !added)
            return std::unexpected(added.error());
    }
    return std::shared_ptr<const HostNames>(std::move(names));
}

} // namespace

Result<NameSwitches> parseNameSwitches(std::string_view letters) {
    NameSwitches switches;
    for (const char letter : letters) {
        switch (letter) {
        case 'm':
            switches.vendors = true;
            break;
        case 'n':
        case 'd':
            switches.hosts = true;
            break;
        case 't':
            switches.services = true;
            break;
        default:
            return failure(ErrorKind::Invalid, "use -N", std::string(letters), "the letters are m, n, d and t",
                           letter == 'N' ? "TapScope never asks the network for names: leave out N" : "");
        }
    }
    return switches;
}

Result<std::shared_ptr<const NameBook>> namesFor(const NameWords& words, const DecoderRegistry& registry) {
    if (words.names == NameSwitches{})
        return nullptr;
    NameBook::Tables tables;
    if (words.names.vendors)
        tables.vendors = readVendors();
    if (words.names.services) {
        auto services = std::make_shared<ServiceNames>();
        if (const auto read = services->readFile("/etc/services"); !read)
            say(read.error().text());
        tables.services = std::move(services);
    }
    if (words.names.hosts) {
        auto hosts = readHosts(words, registry);
        if (!hosts)
            return std::unexpected(hosts.error());
        tables.hosts = std::move(*hosts);
    }
    return std::make_shared<const NameBook>(words.names, std::move(tables));
}

} // namespace tapscope::cli
