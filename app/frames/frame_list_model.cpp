#include "frame_list_model.h"

#include "../text/plain_text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int rememberedRows = 512;

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

/// A dissection and all that it refers to.
struct DissectedFrame {
    DissectedFrame(const Frame& frame, std::shared_ptr<const History> known)
        : bytes(frame.bytes.begin(), frame.bytes.end()), comment(frame.comment), history(std::move(known)) {}

    std::vector<std::byte> bytes;
    std::string comment;
    std::shared_ptr<const History> history; ///< whose bytes it may refer to
    Dissection dissection;
};

QString arrow(Direction direction) {
    switch (direction) {
    case Direction::Inbound:
        return QStringLiteral("←");
    case Direction::Outbound:
        return QStringLiteral("→");
    case Direction::Unknown:
        break;
    }
    return {};
}

} // namespace

FrameListModel::FrameListModel(const DecoderRegistry& registry, QObject* parent)
    : QObject(parent), dissector_(registry), colouring_(std::make_shared<const Colouring>(ColouringRules{}, registry)),
      columns_(DissectionPlan::columns(registry)), tree_(DissectionPlan::tree(registry)), rows_(rememberedRows) {}

void FrameListModel::makePlans() {
    // Colouring rules want fields besides the columns.
    columns_ = DissectionPlan::fields(registry(), colouring_->fields(), DissectionPlan::Columns::Wanted, decodeAs_);
    tree_ = DissectionPlan::tree(registry(), decodeAs_);
    forgetRows();
}

void FrameListModel::setRegistry(const DecoderRegistry& registry) {
    dissector_ = Dissector(registry);
    history_ = joinedHistory_ = nullptr;
    colouring_ = std::make_shared<const Colouring>(ColouringRules{}, registry);
    makePlans();
    emit registryChanged();
}

void FrameListModel::forgetRows() {
    rows_.clear();
    hasProvisional_ = false;
    emit rowsChanged();
}

void FrameListModel::setHistory(std::shared_ptr<const History> history) {
    history_ = std::move(history);
    joinedHistory_.reset();
    forgetRows();
}

void FrameListModel::refreshProvisional() {
    if (hasProvisional_)
        emit rowsChanged();
    if (provisional_ != 0 && historyFor(provisional_) == joinedHistory_.get())
        emit fieldsChanged();
}

const History* FrameListModel::historyFor(FrameNumber number) const {
    return joinedHistory_ && number <= joinedHistory_->learned() ? joinedHistory_.get() : history_.get();
}

void FrameListModel::setDecodeAs(const DecodeAsList& decodeAs) {
    decodeAs_ = decodeAs;
    makePlans();
    emit decodingChanged();
}

void FrameListModel::setColouring(std::shared_ptr<const Colouring> colouring) {
    colouring_ = std::move(colouring);
    makePlans();
}

QString FrameListModel::title(int column) {
    switch (column) {
    case Number:
        return tr("No.");
    case Time:
        return tr("Time");
    case DirectionColumn:
        return tr("Dir");
    case Source:
        return tr("Source");
    case Destination:
        return tr("Destination");
    case Protocol:
        return tr("Protocol");
    case Length:
        return tr("Length");
    case Info:
        return tr("Info");
    default:
        return {};
    }
}

void FrameListModel::setStore(std::shared_ptr<const FrameStore> store) {
    store_ = std::move(store);
    reader_.reset();
    treeReader_.reset();
    if (store_) {
        reader_.emplace(store_);
        treeReader_.emplace(store_);
    }
    rows_.clear();
    marked_.clear();
    if (shown_)
        shown_->clear();
    count_ = 0;
    reference_ = 0;
    emit reset();
}

void FrameListModel::setCount(quint64 count) {
    if (count == count_)
        return;
    count_ = count;
    if (!shown_)
        emit countChanged(count);
}

void FrameListModel::setShowing(Showing showing) {
    if (showing == Showing::All && !shown_)
        return;
    shown_.reset();
    if (showing == Showing::Chosen)
        shown_.emplace();
    emit reset();
    emit countChanged(count());
}

void FrameListModel::show(const std::vector<FrameNumber>& numbers) {
    if (!shown_ || numbers.empty())
        return;
    shown_->insert(shown_->end(), numbers.begin(), numbers.end());
    emit countChanged(count());
}

quint64 FrameListModel::rowOf(FrameNumber number) const {
    if (!shown_)
        return number - 1;
    return static_cast<quint64>(std::ranges::lower_bound(*shown_, number) - shown_->begin());
}

void FrameListModel::setTimeFormat(TimeFormat format) {
    timeFormat_ = format;
    forgetRows();
}

void FrameListModel::toggleTimeReference(FrameNumber number) {
    reference_ = number == reference_ ? 0 : number;
    forgetRows();
}

QString FrameListModel::timeText(FrameNumber number) const {
    const Timestamp time = store_->entry(number).timestamp();
    if (time == noTime)
        return {};
    const auto precise = [&](Qt::TimeSpec zone) {
        const auto microseconds =
            std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
        const auto moment = QDateTime::fromMSecsSinceEpoch(microseconds / 1000, zone);
        return moment.toString(QStringLiteral("yyyy-MM-dd hh:mm:ss.")) +
               QStringLiteral("%1").arg((microseconds % 1'000'000 + 1'000'000) % 1'000'000, 6, 10, QLatin1Char('0'));
    };
    switch (timeFormat_) {
    case TimeFormat::SincePrevious:
        return text(
            secondsText(number == 1 ? std::chrono::nanoseconds(0) : time - store_->entry(number - 1).timestamp(), 6));
    case TimeFormat::LocalTime:
        return precise(Qt::LocalTime);
    case TimeFormat::Utc:
        return precise(Qt::UTC);
    case TimeFormat::Epoch:
        return text(epochText(time));
    case TimeFormat::SinceFirst:
        break;
    }
    if (number == reference_)
        return tr("*REF*");
    return text(secondsText(time - store_->entry(reference_ == 0 ? 1 : reference_).timestamp(), 6));
}

FrameListModel::Row FrameListModel::makeRow(FrameNumber number) {
    ++decodedRows_;
    Row row;
    row.texts[Number] = QLocale(QLocale::English).toString(static_cast<qulonglong>(number));
    const auto frame = reader_->read(number);
    if (number <= store_->count())
        row.texts[Time] = timeText(number);
    if (!frame) {
        row.texts[Info] = plainText(frame.error().text());
        row.isDamaged = true;
        return row;
    }
    row.isProvisional = history_ && number > history_->learned();
    dissector_.dissect(*frame, columns_, rowDissection_,
                       {.interfaceName = store_->interface(frame->interfaceId).name,
                        .marked = isMarked(number),
                        .history = history_.get()});
    row.texts[DirectionColumn] = arrow(frame->direction);
    row.texts[Source] = plainText(ColumnText(rowDissection_.sourceColumn()).view());
    row.texts[Destination] = plainText(ColumnText(rowDissection_.destinationColumn()).view());
    row.texts[Protocol] = plainText(rowDissection_.protocolColumn());
    row.texts[Length] = QString::number(frame->originalLength);
    row.texts[Info] = plainText(rowDissection_.infoColumn());
    row.isDamaged = rowDissection_.isMalformed();
    row.colouring = colouring_->match(rowDissection_, scratch_);
    return row;
}

const FrameListModel::Row& FrameListModel::row(quint64 position) {
    const FrameNumber frame = number(position);
    const Row* known = rows_.object(frame);
    if (known != nullptr && !(known->isProvisional && frame <= history_->learned()))
        return *known;
    auto* made = new Row(makeRow(frame));
    hasProvisional_ = hasProvisional_ || made->isProvisional;
    rows_.insert(frame, made);
    return *made;
}

std::shared_ptr<const Dissection> FrameListModel::dissect(FrameNumber number) {
    if (!treeReader_ || number == 0 || number > store_->count())
        return nullptr;
    auto frame = treeReader_->read(number);
    if (!frame)
        return nullptr;
    const History* const history = historyFor(number);
    provisional_ = history_ && history != joinedHistory_.get() ? number : 0;
    auto made = std::make_shared<DissectedFrame>(*frame, history == joinedHistory_.get() ? joinedHistory_ : history_);
    frame->bytes = made->bytes;
    frame->comment = made->comment;
    dissector_.dissect(*frame, tree_, made->dissection,
                       {.interfaceName = store_->interface(frame->interfaceId).name,
                        .previousTime = store_->entry(number == 1 ? 1 : number - 1).timestamp(),
                        .firstTime = store_->entry(1).timestamp(),
                        .marked = isMarked(number),
                        .history = history});
    return {made, &made->dissection};
}

std::optional<Frame> FrameListModel::read(FrameNumber number) {
    if (!reader_)
        return std::nullopt;
    auto frame = reader_->read(number);
    return frame ? std::optional(*frame) : std::nullopt;
}

void FrameListModel::toggleMark(FrameNumber number) {
    if (!marked_.remove(number))
        marked_.insert(number);
    emit rowsChanged();
}

std::vector<FrameNumber> FrameListModel::marked() const {
    std::vector<FrameNumber> numbers(marked_.begin(), marked_.end());
    std::ranges::sort(numbers);
    return numbers;
}

} // namespace tapscope
