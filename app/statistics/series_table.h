#pragma once

#include "series_choice.h"

#include <QTableWidget>

#include <optional>

namespace tapscope {

class Theme;

/// The series of the I/O graph, one in each row. GUI thread.
class SeriesTable final : public QTableWidget {
    Q_OBJECT

public:
    explicit SeriesTable(const Theme& theme, QWidget* parent = nullptr);

    /// Adds a row. Its interval is that of the graph until another is chosen.
    void add(const SeriesChoice& series);
    /// Adds a row, and begins to edit its filter.
    void addEmpty();
    [[nodiscard]] SeriesChoice series(int row) const;
    /// The interval of the series that have none of their own, as the position in `graphIntervals`.
    void setCommonInterval(std::size_t interval) { common_ = interval; }
    /// Why a series is left out; empty: it is not.
    void tell(int row, const QString& trouble);
    /// The colour of a series in the graph; nothing, if it is not drawn.
    void setColour(int row, const std::optional<QColor>& colour);

signals:
    /// The series need other statistics.
    void changed();
    /// The same values have to be drawn otherwise.
    void restyled();

private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] int choice(int row, int column) const;

    const Theme& theme_;
    std::size_t common_ = SeriesChoice().interval;
    bool isFilling_ = false;
};

} // namespace tapscope
