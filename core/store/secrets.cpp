#include <file/pcapng_format.h>
#include <file/standalone_blocks.h>
#include <store/file_walker.h>
#include <store/secrets.h>

#include <cstring>

namespace tapscope {
namespace {

constexpr std::string_view action = "read the keys of";

/// The keys in the body of a Decryption Secrets Block; empty if they are of another type or the block is malformed.
std::string_view keysIn(Bytes body, std::uint32_t type) {
    constexpr std::size_t head = 8; // type and length
    std::uint32_t its = 0, length = 0;
    if (body.size() < head)
        return {};
    std::memcpy(&its, body.data(), sizeof its);
    std::memcpy(&length, body.data() + sizeof its, sizeof length);
    if (its != type || length > body.size() - head)
        return {};
    return {reinterpret_cast<const char*>(body.data()) + head, length};
}

} // namespace

Result<std::string> readSecrets(std::span<const std::filesystem::path> files, std::uint32_t type) {
    std::string all;
    for (const auto& file : files) {
        auto walker = FileWalker::open(file);
        if (!walker)
            return std::unexpected(walker.error());
        walker->keepPassages();
        pcapng::StandaloneBlocks blocks;
        FrameChunk chunk;
        while (walker->next(chunk)) {
            for (const auto& passage : chunk.passages) {
                if (passage.frame != FrameChunk::Passage::none)
                    continue;
                const auto block = blocks.examine(passage.record);
                if (!block || block->type != pcapng::decryptionSecrets)
                    continue;
                const std::string_view keys = keysIn(block->body, type);
                if (keys.size() >= mostSecrets - all.size())
                    return failure(ErrorKind::OutOfRange, action, file.string(), "it has more than 64 MiB of keys");
                all += keys;
                if (!keys.empty() && !keys.ends_with('\n'))
                    all += '\n';
            }
        }
    }
    if (all.empty())
        return failure(ErrorKind::Invalid, action, files.empty() ? std::string() : files.front().string(),
                       "it has no keys of this kind");
    return all;
}

} // namespace tapscope
