#include "list_header.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "frame_list_model.h"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScreen>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <algorithm>
#include <array>
#include <utility>

namespace tapscope {
namespace {

constexpr int besideTitle = 8;

Qt::Alignment alignmentFor(ListColumn::Alignment alignment, bool isRight) {
    switch (alignment) {
    case ListColumn::Alignment::Left:
        return Qt::AlignLeft | Qt::AlignVCenter;
    case ListColumn::Alignment::Centre:
        return Qt::AlignHCenter | Qt::AlignVCenter;
    case ListColumn::Alignment::Right:
        return Qt::AlignRight | Qt::AlignVCenter;
    case ListColumn::Alignment::Usual:
        break;
    }
    return (isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

} // namespace

ListHeader::ListHeader(const FrameListModel& model, const Theme& theme, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), model_(model), theme_(theme), titles_(new QStandardItemModel(this)) {
    setObjectName(QStringLiteral("listHeader"));
    setModel(titles_);
    setStretchLastSection(true);
    setSectionsMovable(true);
    setSectionsClickable(true);
    setSortIndicatorShown(true);
    setSortIndicatorClearable(true);
    setMinimumSectionSize(30);
    setColumns(defaultColumns());
    const auto tell = [this] {
        if (!isChanging_)
            emit columnsChanged();
    };
    connect(this, &QHeaderView::sectionResized, this, [this, tell](int section, int, int width) {
        const bool isStretched = visualIndex(section) == count() - 1; // it gets the width that the others leave
        if (isChanging_ || width == 0 || isStretched)
            return;
        columns_[static_cast<std::size_t>(section)].width = width;
        tell();
    });
    connect(this, &QHeaderView::sectionMoved, this, tell);
    connect(this, &QHeaderView::sectionHandleDoubleClicked, this, &ListHeader::fitAsked);
    connect(this, &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        if (section < 0)
            emit captureOrderAsked();
        else
            emit sortAsked(section, order);
    });
}

void ListHeader::setColumns(const ListColumns& columns) {
    const QScopedValueRollback changing(isChanging_, true);
    columns_.assign(FrameRow::ColumnCount, {});
    for (int kind = 0; kind < FrameRow::ColumnCount; ++kind)
        columns_[static_cast<std::size_t>(kind)].kind = static_cast<FrameRow::Column>(kind);
    std::vector<int> order; // sections, from left to right
    for (const ListColumn& each : columns) {
        if (each.isOwn()) {
            order.push_back(static_cast<int>(columns_.size()));
            columns_.push_back(each);
        } else {
            order.push_back(each.kind);
            columns_[static_cast<std::size_t>(each.kind)] = each;
        }
    }
    {
        const QSignalBlocker quiet(this); // an arrow that disappears with its section is not a choice of the user
        titles_->clear();
        titles_->setColumnCount(static_cast<int>(columns_.size()));
    }
    for (std::size_t place = 0; place < order.size(); ++place)
        moveSection(visualIndex(order[place]), static_cast<int>(place));
    for (int section = 0; section < count(); ++section) {
        applyVisibility(section);
        const int width = column(section).width;
        resizeSection(section, width > 0 ? width : usualWidth(section));
    }
    retitle();
    emit columnsTaken();
}

void ListHeader::changeColumns(const ListColumns& columns) {
    setColumns(columns);
    emit columnsChanged();
}

QStringList ListHeader::fields() const {
    QStringList fields;
    for (const ListColumn& each : columns_) {
        if (each.isOwn())
            fields << each.field;
    }
    return fields;
}

ListColumns ListHeader::columns() const {
    ListColumns columns;
    for (int place = 0; place < count(); ++place)
        columns.push_back(column(logicalIndex(place)));
    return columns;
}

std::optional<int> ListHeader::sectionOf(const ListColumn& column) const {
    const auto found = std::ranges::find_if(columns_, [&](const ListColumn& each) { return each.showsSameAs(column); });
    return found == columns_.end() ? std::nullopt : std::optional(static_cast<int>(found - columns_.begin()));
}

std::vector<int> ListHeader::shownSections() const {
    std::vector<int> sections;
    for (int place = 0; place < count(); ++place) {
        if (!isSectionHidden(logicalIndex(place)))
            sections.push_back(logicalIndex(place));
    }
    return sections;
}

QString ListHeader::usualTitle(int section) const {
    const ListColumn& shown = column(section);
    if (!shown.isOwn())
        return FrameListModel::title(section);
    const auto place = static_cast<std::size_t>(section - FrameRow::ColumnCount);
    const auto& fields = model_.fields();
    // A name of several fields is its own title.
    if (place >= fields.size() || fields[place].ids.size() != 1 || fields[place].name != shown.field.toStdString())
        return plainText(shown.field);
    return plainText(model_.registry().field(fields[place].ids.front()).title);
}

QString ListHeader::titleOf(int section) const {
    const QString& own = column(section).title;
    return own.isEmpty() ? usualTitle(section) : plainText(own);
}

QString ListHeader::about(int section) const {
    const ListColumn& shown = column(section);
    QString text =
        shown.isOwn() ? tr("Values of %1 in the frame").arg(plainText(shown.field)) : FrameListModel::about(section);
    const auto place = static_cast<std::size_t>(section - FrameRow::ColumnCount);
    if (shown.isOwn() && place < model_.fields().size() && model_.fields()[place].ids.empty())
        text = tr("No loaded decoder has a field %1").arg(plainText(shown.field));
    return text + tr("\nClick to sort, right-click for more");
}

bool ListHeader::isNumber(int section) const {
    const auto place = static_cast<std::size_t>(section - FrameRow::ColumnCount);
    if (!column(section).isOwn() || place >= model_.fields().size() || model_.fields()[place].ids.empty())
        return false;
    const auto& registry = model_.registry();
    return std::ranges::all_of(model_.fields()[place].ids, [&](FieldId id) {
        const FieldInfo& info = registry.field(id);
        const bool isCount = info.type == FieldType::Unsigned && info.base == Base::Decimal;
        return isCount || info.type == FieldType::Signed || info.type == FieldType::Double ||
               info.type == FieldType::RelativeTime;
    });
}

bool ListHeader::hasFigures(int section) const {
    return section == FrameRow::Number || section == FrameRow::Time || section == FrameRow::Length || isNumber(section);
}

bool ListHeader::hasAddresses(int section) const {
    return section == FrameRow::Source || section == FrameRow::Destination;
}

Qt::Alignment ListHeader::alignmentOf(int section) const {
    return alignmentFor(column(section).alignment, hasFigures(section));
}

void ListHeader::retitle() {
    for (int section = 0; section < count(); ++section) {
        titles_->setHeaderData(section, Qt::Horizontal, titleOf(section));
        titles_->setHeaderData(section, Qt::Horizontal, static_cast<int>(alignmentOf(section)), Qt::TextAlignmentRole);
        titles_->setHeaderData(section, Qt::Horizontal, about(section), Qt::ToolTipRole);
    }
}

int ListHeader::usualWidth(int section) const {
    const QFontMetrics metrics(font()), figures(theme_.figuresFont());
    constexpr int narrowScreen = 1280; // if Info would have no room beside columns of their full width
    const bool isNarrow = screen()->availableSize().width() < narrowScreen;
    const auto address = isNarrow ? QStringLiteral("192.168.1.100") : QStringLiteral("02:42:0a:09:00:01");
    const auto sample = [&]() -> QString {
        switch (section) {
        case FrameRow::Number:
            return isNarrow ? QStringLiteral("12,345") : QStringLiteral("1,234,567");
        case FrameRow::Time:
            return isNarrow ? QStringLiteral("123.456789") : QStringLiteral("1234.567890");
        case FrameRow::DirectionColumn:
            return QStringLiteral("Dir ");
        case FrameRow::Source:
        case FrameRow::Destination:
            return address;
        case FrameRow::Protocol:
            return isNarrow ? QStringLiteral("ICMPv6") : QStringLiteral("ICMPv6 xx");
        case FrameRow::Length:
            return QStringLiteral("Length");
        case FrameRow::Interface:
            return QStringLiteral("Interface");
        default:
            return QStringLiteral("1234567890");
        }
    }();
    constexpr int arrow = 16, widestTitle = 200; // pixels
    const int content = (hasFigures(section) ? figures : metrics).horizontalAdvance(sample) + 8;
    QFont titleFont = font();
    titleFont.setWeight(QFont::DemiBold); // as the style sheet has it
    const int title = column(section).isOwn()
                          ? std::min(QFontMetrics(titleFont).horizontalAdvance(titleOf(section)) + arrow, widestTitle)
                          : 0;
    return std::max(content, title) + 2 * besideTitle;
}

void ListHeader::resetWidths() {
    {
        const QScopedValueRollback changing(isChanging_, true);
        for (int section = 0; section < count(); ++section) {
            columns_[static_cast<std::size_t>(section)].width = 0;
            resizeSection(section, usualWidth(section));
        }
    }
    emit columnsChanged();
}

void ListHeader::grow(int section, int content) {
    const auto shown = shownSections();
    if (column(section).width > 0 || shown.empty() || section == shown.back())
        return;
    const int least = QFontMetrics(font()).averageCharWidth() * 40; // of the last column, which has the Info text
    const int spare = std::max(0, sectionSize(shown.back()) - least);
    const int wanted = std::max(content, 0) + 2 * besideTitle + 1;
    const int width = std::min(wanted, sectionSize(section) + spare);
    if (width <= sectionSize(section))
        return;
    const QScopedValueRollback changing(isChanging_, true);
    resizeSection(section, width);
}

void ListHeader::forgetGrowth() {
    const QScopedValueRollback changing(isChanging_, true);
    for (int section = 0; section < count(); ++section) {
        if (column(section).width == 0)
            resizeSection(section, usualWidth(section));
    }
}

void ListHeader::showInterfaces(bool areSeveral) {
    if (areSeveral == std::exchange(areInterfacesShown_, areSeveral))
        return;
    const QScopedValueRollback changing(isChanging_, true);
    applyVisibility(FrameRow::Interface);
}

void ListHeader::applyVisibility(int section) {
    using Visibility = ListColumn::Visibility;
    const Visibility visibility = column(section).visibility;
    const bool isUsual = visibility == Visibility::Usual;
    const bool isHidden =
        isUsual ? section == FrameRow::Interface && !areInterfacesShown_ : visibility == Visibility::Hidden;
    setSectionHidden(section, isHidden);
}

void ListHeader::showOrder(std::optional<int> section, Qt::SortOrder order) {
    const QSignalBlocker quiet(this);
    setSortIndicator(section.value_or(-1), order);
    viewport()->update();
}

void ListHeader::change(int section, ListColumn column) {
    {
        const QScopedValueRollback changing(isChanging_, true);
        columns_.at(static_cast<std::size_t>(section)) = std::move(column);
        applyVisibility(section);
        retitle();
    }
    emit columnsChanged();
}

void ListHeader::show(int section, bool isShown) {
    ListColumn shown = column(section);
    shown.visibility = isShown ? ListColumn::Visibility::Shown : ListColumn::Visibility::Hidden;
    change(section, std::move(shown));
}

void ListHeader::remove(int section) {
    ListColumns left = columns();
    std::erase_if(left, [&](const ListColumn& each) { return each.showsSameAs(column(section)); });
    setColumns(left);
    emit columnsChanged();
}

void ListHeader::fillColumnsMenu(QMenu& menu) {
    menu.addAction(tr("&Add a column…"), this, &ListHeader::addAsked)->setObjectName(QStringLiteral("addColumn"));
    menu.addAction(tr("&Reset to the default columns"), this, &ListHeader::resetAsked)
        ->setObjectName(QStringLiteral("resetColumns"));
    menu.addSeparator();
    const auto shown = shownSections();
    for (int place = 0; place < count(); ++place) {
        const int section = logicalIndex(place);
        auto* action = menu.addAction(plainMenuText(titleOf(section)));
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(section));
        action->setEnabled(isSectionHidden(section) ||
                           shown.size() > 1); // a list without columns would have no menu to get them back
        connect(action, &QAction::toggled, this, [this, section](bool isShown) { show(section, isShown); });
    }
}

void ListHeader::fillSortMenu(QMenu& menu) {
    auto* choice = new QActionGroup(&menu);
    const auto add = [&](const QString& title, int section, auto slot) {
        auto* action = menu.addAction(title, this, slot);
        action->setCheckable(true);
        action->setChecked(sortIndicatorSection() == section);
        choice->addAction(action);
    };
    add(tr("&Capture order"), -1, [this] { emit captureOrderAsked(); });
    menu.addSeparator();
    for (const int section : shownSections())
        add(plainMenuText(titleOf(section)), section, [this, section] {
            const bool isTurned = sortIndicatorSection() == section && sortIndicatorOrder() == Qt::AscendingOrder;
            emit sortAsked(section, isTurned ? Qt::DescendingOrder : Qt::AscendingOrder);
        });
}

void ListHeader::fillMenu(QMenu& menu, int section) {
    const auto named = [](QAction* action, const char* name) { action->setObjectName(QString::fromLatin1(name)); };
    named(menu.addAction(tr("Sort &ascending"), this, [this, section] { emit sortAsked(section, Qt::AscendingOrder); }),
          "sortAscending");
    named(
        menu.addAction(tr("Sort &descending"), this, [this, section] { emit sortAsked(section, Qt::DescendingOrder); }),
        "sortDescending");
    auto* unsorted = menu.addAction(tr("&Capture order"), this, &ListHeader::captureOrderAsked);
    named(unsorted, "captureOrder");
    unsorted->setEnabled(sortIndicatorSection() >= 0);
    menu.addSeparator();
    auto* choice = new QActionGroup(&menu);
    const std::array<std::pair<QString, ListColumn::Alignment>, 4> alignments = {
        std::pair{tr("Defa&ult alignment"), ListColumn::Alignment::Usual},
        {tr("Align &left"), ListColumn::Alignment::Left},
        {tr("Align c&entre"), ListColumn::Alignment::Centre},
        {tr("Align &right"), ListColumn::Alignment::Right}};
    for (const auto& [title, alignment] : alignments) {
        auto* action = menu.addAction(title, this, [this, section, alignment] {
            ListColumn aligned = column(section);
            aligned.alignment = alignment;
            change(section, std::move(aligned));
        });
        action->setCheckable(true);
        action->setChecked(column(section).alignment == alignment);
        choice->addAction(action);
    }
    menu.addSeparator();
    const bool isOwn = column(section).isOwn();
    named(menu.addAction(isOwn ? tr("Ed&it…") : tr("Re&name…"), this, [this, section] { emit editAsked(section); }),
          "editColumn");
    menu.addAction(tr("Resize to &fit"), this, [this, section] { emit fitAsked(section); });
    auto* hide = menu.addAction(tr("&Hide"), this, [this, section] { show(section, false); });
    named(hide, "hideColumn");
    hide->setEnabled(shownSections().size() > 1);
    if (isOwn)
        named(menu.addAction(tr("Re&move"), this, [this, section] { remove(section); }), "removeColumn");
    menu.addSeparator();
    fillColumnsMenu(*menu.addMenu(tr("C&olumns")));
}

void ListHeader::contextMenuEvent(QContextMenuEvent* event) {
    const int section = logicalIndexAt(event->pos());
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("columnMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (section >= 0)
        fillMenu(*menu, section);
    else
        fillColumnsMenu(*menu);
    menu->popup(event->globalPos());
}

} // namespace tapscope
