/** Pure arithmetic on regions of pictures: scaling, blend windows, sums. */
package io.oneiros.storage.region;
