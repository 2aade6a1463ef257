#include "row_maker.h"

#include "../text/plain_text.h"

#include <base/elapsed.h>
#include <decode/field_text.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <analysis/frame_dissector.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace tapscope {
namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

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

QString precise(Timestamp time, Qt::TimeSpec zone) {
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
    const auto moment = QDateTime::fromMSecsSinceEpoch(microseconds / 1000, zone);
    return moment.toString(QStringLiteral("yyyy-MM-dd hh:mm:ss.")) +
           QStringLiteral("%1").arg((microseconds % 1'000'000 + 1'000'000) % 1'000'000, 6, 10, QLatin1Char('0'));
}

QString timeText(const RowRecipe& recipe, FrameNumber number) {
    const FrameStore& store = *recipe.capture.store;
    const Timestamp time = store.entry(number).timestamp();
    if (time == noTime)
        return {};
    switch (recipe.timeFormat) {
    case TimeFormat::SincePrevious:
        return text(secondsText(number <= store.first() ? std::chrono::nanoseconds(0)
                                                        : elapsed(store.entry(number - 1).timestamp(), time),
                                6));
    case TimeFormat::LocalTime:
        return precise(time, Qt::LocalTime);
    case TimeFormat::Utc:
        return precise(time, Qt::UTC);
    case TimeFormat::Epoch:
        return text(epochText(time));
    case TimeFormat::SinceFirst:
        break;
    }
    const auto behind = std::ranges::upper_bound(recipe.references, number);
    if (behind == recipe.references.begin())
        return text(secondsText(elapsed(store.startTime(), time), 6));
    const FrameNumber reference = *std::prev(behind);
    if (reference < store.first()) // a ring of files has removed it
        return text(secondsText(elapsed(store.startTime(), time), 6));
    if (reference == number)
        return QCoreApplication::translate("tapscope::FrameListModel", "*REF*");
    return text(secondsText(elapsed(store.entry(reference).timestamp(), time), 6));
}

void showFacts(const FrameStore& store, const Frame& frame, FrameRow& row) {
    row.texts[FrameRow::DirectionColumn] = arrow(frame.direction);
    row.texts[FrameRow::Length] = QString::number(frame.originalLength);
    row.texts[FrameRow::Interface] = plainText(store.interface(frame.interfaceId).name);
}

QString addressText(const ShownCapture& capture, const ColumnAddress& address) {
    const std::string name = capture.names ? capture.names->of(address) : std::string();
    return plainText(name.empty() ? ColumnText(address).view() : std::string_view(name));
}

void showError(const Error& error, FrameRow& row) {
    row.texts[FrameRow::Info] = plainText(error.text());
    row.isDamaged = true;
    row.isWhole = true;
}

std::vector<FieldColumn> meaningOf(const QStringList& names, const DecoderRegistry& registry) {
    std::vector<FieldColumn> columns;
    for (const QString& name : names) {
        auto found = findColumn(name.toStdString(), registry);
        columns.push_back(found ? std::move(*found) : FieldColumn{.name = name.toStdString()});
    }
    return columns;
}

std::vector<FieldId> wantedFields(const Colouring& colouring, const std::vector<FieldColumn>& columns) {
    std::vector<FieldId> wanted = colouring.fields();
    for (const FieldColumn& each : columns)
        wanted.insert(wanted.end(), each.ids.begin(), each.ids.end());
    return wanted;
}

} // namespace

RowRecipe::RowRecipe(ShownCapture shown, std::shared_ptr<const Colouring> rules, TimeFormat format,
                     std::vector<FrameNumber> timesFrom, QStringList fieldNames)
    : capture(std::move(shown)), colouring(std::move(rules)), timeFormat(format), references(std::move(timesFrom)),
      names(std::move(fieldNames)), fields(meaningOf(names, *capture.registry)),
      // Colouring rules and the user's own columns need more fields than the built-in columns.
      columns(DissectionPlan::fields(*capture.registry, wantedFields(*colouring, fields),
                                     DissectionPlan::Columns::Wanted, capture.decodeAs)),
      tree(DissectionPlan::tree(*capture.registry, capture.decodeAs)),
      nothing(DissectionPlan::fields(*capture.registry, {})), ignoring(planForIgnored(*capture.registry, columns)) {}

std::shared_ptr<const History> RowRecipe::historyFor(FrameNumber number) const {
    if (capture.joined && number <= capture.joined->learned())
        return capture.joined;
    return capture.learner ? capture.learner->history() : nullptr;
}

FrameRow RowRecipe::barest(FrameNumber number) const {
    FrameRow row;
    row.texts[FrameRow::Number] = QLocale().toString(static_cast<qulonglong>(number));
    if (capture.store && number >= capture.store->first() && number <= capture.store->count())
        row.texts[FrameRow::Time] = timeText(*this, number);
    row.texts[FrameRow::Info] = QStringLiteral("…");
    return row;
}

RowMaker::RowMaker(std::shared_ptr<const RowRecipe> recipe)
    : recipe_(std::move(recipe)), dissector_(*recipe_->capture.registry), comments_(recipe_->capture) {
    if (recipe_->capture.store)
        reader_.emplace(recipe_->capture.store);
}

FrameRow RowMaker::bare(FrameNumber number) {
    FrameRow row = recipe_->barest(number);
    const auto frame = reader_->read(number);
    if (!frame) {
        showError(frame.error(), row);
        return row;
    }
    showFacts(*recipe_->capture.store, *frame, row);
    const auto comments = comments_.of(*frame);
    row.hasComment = comments && !comments->empty();
    return row;
}

FrameRow RowMaker::whole(FrameNumber number) {
    FrameRow row = recipe_->barest(number);
    const auto frame = reader_->read(number);
    if (!frame) {
        showError(frame.error(), row);
        return row;
    }
    showFacts(*recipe_->capture.store, *frame, row);
    const ShownCapture& capture = recipe_->capture;
    row.isProvisional = capture.learner && number > capture.history()->learned();
    FrameFacts facts = factsOf(*frame);
    facts.history = capture.history();
    row.hasComment = facts.comments && !facts.comments->empty();
    row.isIgnored = capture.isIgnored(number);
    dissector_.dissect(*frame, row.isIgnored ? recipe_->ignoring : recipe_->columns, dissection_, facts);
    row.texts[FrameRow::Source] = addressText(capture, dissection_.sourceColumn());
    row.texts[FrameRow::Destination] = addressText(capture, dissection_.destinationColumn());
    row.texts[FrameRow::Protocol] = plainText(dissection_.protocolColumn());
    row.texts[FrameRow::Info] = row.isIgnored ? QCoreApplication::translate("tapscope::FrameListModel", "<Ignored>")
                                              : plainText(dissection_.infoColumn());
    row.fields = ownColumns();
    row.isDamaged = dissection_.isMalformed();
    row.colouring = recipe_->colouring->match(dissection_, scratch_);
    row.isWhole = true;
    return row;
}

QStringList RowMaker::ownColumns() const {
    constexpr std::size_t longest = 1000; // the longest text of a field, since a frame may have thousands of values
    QStringList texts;
    for (const FieldColumn& column : recipe_->fields) {
        std::string values;
        appendColumn(values, *recipe_->capture.registry, dissection_, column);
        const bool isCut = values.size() > longest;
        values.resize(std::min(values.size(), longest));
        texts << plainText(values) + (isCut ? QStringLiteral("…") : QString());
    }
    return texts;
}

std::shared_ptr<const DissectedFrame> RowMaker::dissect(FrameNumber number, Fields fields) {
    if (!reader_)
        return nullptr;
    const auto frame = reader_->read(number);
    if (!frame)
        return nullptr;
    const bool isAll = fields == Fields::All && !recipe_->capture.isIgnored(number);
    return std::make_shared<const DissectedFrame>(
        *frame, isAll ? recipe_->tree : recipe_->nothing, *recipe_->capture.registry, factsOf(*frame),
        isAll ? recipe_->historyFor(number) : nullptr, recipe_->capture.names);
}

FrameFacts RowMaker::factsOf(const Frame& frame) {
    const FrameStore& store = *recipe_->capture.store;
    return {.interfaceName = store.interface(frame.interfaceId).name,
            .previousTime = store.entry(frame.number == 1 ? 1 : frame.number - 1).timestamp(),
            .firstTime = store.startTime(),
            .marked = recipe_->capture.isMarked(frame.number),
            .ignored = recipe_->capture.isIgnored(frame.number),
            .comments = comments_.of(frame)};
}

} // namespace tapscope
